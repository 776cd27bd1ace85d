package io.fareway.model;

import io.fareway.model.conversation.AnswerEvent;

/**
 * What a streaming caller has received, so that a further attempt can prove that it continues the same answer. Used by one
 * thread at a time.
 */
public final class SentAnswer {

    private final Transcript transcript = new Transcript();
    private boolean comparable = true;
    private boolean onlyText = true;

    /** Everything sent so far, in the form of {@link Transcript}: plain text as long as nothing else was sent. */
    public String transcript() {
        return transcript.text();
    }

    /** Notes an event that has been sent. */
    public void add(AnswerEvent event) {
        boolean silent = transcript.add(event).text().isEmpty();
        onlyText &= silent || event instanceof AnswerEvent.TextDelta;
        comparable &= isComparable(event);
    }

    /** Whether a restarted answer can be compared with it: it is one choice, and nothing in it is sealed. */
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
            case AnswerEvent.ReasoningDelta thought -> thought.choice() == 0;
            case AnswerEvent.RefusalDelta refusal -> refusal.choice() == 0;
            case AnswerEvent.CallBegin call -> call.choice() == 0;
            case AnswerEvent.CallDelta call -> call.choice() == 0;
            case AnswerEvent.ReasoningSeal seal ->
                seal.choice() == 0 && seal.sealed().isEmpty();
            case AnswerEvent.Begin ignored -> true;
            case AnswerEvent.Cited ignored -> true;
            case AnswerEvent.Logprobs ignored -> true;
            case AnswerEvent.Finish ignored -> true;
            case AnswerEvent.Used ignored -> true;
            case AnswerEvent.Failed ignored -> true;
            case AnswerEvent.End ignored -> true;
        };
    }
}
