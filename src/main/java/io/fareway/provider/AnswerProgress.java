package io.fareway.provider;

import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.FinishReason;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How far a streamed answer has come. */
final class AnswerProgress {

    private final int choices;
    private final StringBuilder text = new StringBuilder();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private Optional<Usage> usage = Optional.empty();
    private boolean content;
    private boolean cutByRule;
    private boolean ended;

    /**
     * Nothing yet.
     *
     * @param choices how many answers were asked for
     */
    AnswerProgress(int choices) {
        this.choices = choices;
    }

    void note(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.TextDelta delta -> said(delta.choice(), delta.text());
            case AnswerEvent.RefusalDelta delta -> said(delta.choice(), delta.text());
            case AnswerEvent.ReasoningDelta delta -> said(delta.choice(), delta.text());
            case AnswerEvent.CallDelta delta -> said(delta.choice(), delta.arguments());
            case AnswerEvent.CallBegin call -> said(call.choice(), call.name());
            case AnswerEvent.ReasoningSeal seal -> said(seal.choice(), "");
            case AnswerEvent.Finish finish -> {
                begun.add(finish.choice());
                finished.add(finish.choice());
                cutByRule |= finish.reason() == FinishReason.CONTENT_FILTER || finish.reason() == FinishReason.LENGTH;
            }
            case AnswerEvent.Used used -> usage = Optional.of(used.usage());
            case AnswerEvent.End ignored -> ended = true;
            default -> {}
        }
    }

    private void said(int choice, String words) {
        begun.add(choice);
        text.append(words);
        content = true;
    }

    boolean hasContent() {
        return content;
    }

    boolean hasEnded() {
        return ended;
    }

    Optional<Usage> usage() {
        return usage;
    }

    /** How many characters there are of words, thoughts and calls so far. */
    int length() {
        return text.length();
    }

    /** Words, thoughts and calls so far: what tokens are owed for. */
    String text() {
        return text.toString();
    }

    /** Whether every choice has come to its finish. */
    boolean isFinished() {
        return finished.size() >= choices && finished.containsAll(begun);
    }

    /** An answer without a word is none, unless a rule of the provider ended it before the first. */
    boolean isWhole() {
        return (content || cutByRule) && (ended || isFinished());
    }
}
