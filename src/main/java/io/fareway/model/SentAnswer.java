package io.fareway.model;

import io.fareway.model.conversation.AnswerEvent;

/**
 * What a streaming caller has received, as a transcript of words and calls, so that a further attempt can prove that it
 * continues the same answer. Used by one thread at a time.
 */
public final class SentAnswer {

    private final StringBuilder transcript = new StringBuilder();
    private boolean comparable = true;
    private boolean onlyText = true;

    /** Words, and calls in a form of our own, of everything sent so far. */
    public String transcript() {
        return transcript.toString();
    }

    /** Notes an event that has been sent. */
    public void add(AnswerEvent event) {
        String piece = pieceOf(event);
        transcript.append(piece);
        onlyText &= piece.isEmpty() || event instanceof AnswerEvent.TextDelta;
        comparable &= isComparable(event);
    }

    /** Whether a restarted answer can be compared with it: it holds nothing but words and calls of one choice. */
    public boolean isComparable() {
        return comparable;
    }

    /** Whether it holds nothing but words: only those can be continued by another model. */
    public boolean onlyText() {
        return comparable && onlyText;
    }

    private static boolean isComparable(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.TextDelta text -> text.choice() == 0;
            case AnswerEvent.CallBegin call -> call.choice() == 0;
            case AnswerEvent.CallDelta call -> call.choice() == 0;
            case AnswerEvent.ReasoningDelta ignored -> false;
            case AnswerEvent.ReasoningSeal ignored -> false;
            case AnswerEvent.RefusalDelta ignored -> false;
            case AnswerEvent.Begin ignored -> true;
            case AnswerEvent.Cited ignored -> true;
            case AnswerEvent.Logprobs ignored -> true;
            case AnswerEvent.Finish ignored -> true;
            case AnswerEvent.Used ignored -> true;
            case AnswerEvent.Failed ignored -> true;
            case AnswerEvent.End ignored -> true;
        };
    }

    /** What an event adds to the transcript; ids of calls differ between providers and are left out. */
    public static String pieceOf(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.TextDelta text -> text.text();
            case AnswerEvent.CallBegin call -> "\u0000call " + call.call() + " " + call.name() + "\u0000";
            case AnswerEvent.CallDelta call -> call.arguments();
            default -> "";
        };
    }
}
