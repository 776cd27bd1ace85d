package io.fareway.provider;

import io.fareway.model.Journey;
import io.fareway.model.SentAnswer;
import io.fareway.model.conversation.AnswerEvent;
import java.util.Optional;

/**
 * Continues a stream that another deployment began, only where that is provably honest: while the new answer repeats,
 * character by character, what the caller already has, nothing is sent; from there on it goes on. Calls are compared like
 * words: their names, and their arguments character by character.
 */
final class Continuation {

    private final Journey journey;
    private final boolean needed;
    private final String alreadySent;
    private final StringBuilder said = new StringBuilder();

    /**
     * Looks at where the caller stands.
     *
     * @param begun whether the caller has received anything
     */
    Continuation(Journey journey, boolean begun) {
        SentAnswer sent = journey.earlier().sent();
        this.journey = journey;
        this.needed = begun;
        this.alreadySent = begun ? sent.transcript() : "";
        if (begun && journey.earlier().isPrefilling()) {
            said.append(alreadySent);
        }
    }

    /** Whether the caller already holds the beginning of an answer. */
    boolean isNeeded() {
        return needed;
    }

    /**
     * What of this event the caller has not seen.
     *
     * @return empty when it only repeats
     * @throws ProviderFault when the new answer says something else
     */
    Optional<AnswerEvent> unseenPartOf(AnswerEvent event) throws ProviderFault {
        return switch (event) {
            case AnswerEvent.Begin begin -> Optional.of(begin);
            case AnswerEvent.TextDelta text -> {
                String unseen = unseenPartOf(SentAnswer.pieceOf(text), text.choice());
                yield unseen.isEmpty() ? Optional.empty() : Optional.of(new AnswerEvent.TextDelta(0, unseen));
            }
            case AnswerEvent.CallBegin call ->
                unseenPartOf(SentAnswer.pieceOf(call), call.choice()).isEmpty() ? Optional.empty() : Optional.of(call);
            case AnswerEvent.CallDelta call -> {
                String unseen = unseenPartOf(SentAnswer.pieceOf(call), call.choice());
                yield unseen.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AnswerEvent.CallDelta(0, call.call(), unseen));
            }
            case AnswerEvent.Finish finish -> {
                requireCaughtUp();
                yield Optional.of(finish);
            }
            case AnswerEvent.RefusalDelta ignored -> throw diverged();
            case AnswerEvent.Cited cited -> hasCaughtUp() ? Optional.of(cited) : Optional.empty();
            case AnswerEvent.Logprobs logprobs -> hasCaughtUp() ? Optional.of(logprobs) : Optional.empty();
            case AnswerEvent.ReasoningDelta ignored -> Optional.empty();
            case AnswerEvent.ReasoningSeal ignored -> Optional.empty();
            case AnswerEvent.Used used -> Optional.of(used);
            case AnswerEvent.Failed failed -> Optional.of(failed);
            case AnswerEvent.End end -> Optional.of(end);
        };
    }

    private String unseenPartOf(String piece, int choice) throws ProviderFault {
        int before = said.length();
        said.append(piece);
        int shared = Math.min(said.length(), alreadySent.length()) - before;
        boolean agrees = shared <= 0 || alreadySent.startsWith(piece.substring(0, shared), before);
        if (!agrees || choice != 0) {
            throw diverged();
        }
        return piece.substring(Math.max(0, shared));
    }

    private boolean hasCaughtUp() {
        return said.length() > alreadySent.length();
    }

    private ProviderFault diverged() {
        journey.earlier().markDiverged();
        return ProviderFault.cannotContinue(200, "the new answer differs from what the caller already has");
    }

    /**
     * Checks that the new answer is at least as long as what the caller has.
     *
     * @throws ProviderFault when it ended earlier
     */
    void requireCaughtUp() throws ProviderFault {
        if (needed && said.length() < alreadySent.length()) {
            journey.earlier().markDiverged();
            throw ProviderFault.cannotContinue(200, "the new answer ended before what the caller already has");
        }
    }
}
