package io.fareway.provider;

import io.fareway.model.Journey;
import io.fareway.model.SentAnswer;
import io.fareway.model.Transcript;
import io.fareway.model.conversation.AnswerEvent;
import java.util.Optional;

/**
 * Continues a stream that another deployment began, only where that is provably honest: while the new answer repeats,
 * character by character, what the caller already has, nothing is sent; from there on it goes on. Thoughts, refusals and
 * calls are compared like words: calls by their names and, character by character, their arguments.
 */
final class Continuation {

    private final Journey journey;
    private final boolean needed;
    private final String alreadySent;
    private final Transcript said = new Transcript();

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
            said.add(new AnswerEvent.TextDelta(0, alreadySent));
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
            case AnswerEvent.TextDelta text ->
                unseen(event, text.choice()).map(words -> new AnswerEvent.TextDelta(0, words));
            case AnswerEvent.ReasoningDelta thought ->
                unseen(event, thought.choice()).map(words -> new AnswerEvent.ReasoningDelta(0, words));
            case AnswerEvent.RefusalDelta refusal ->
                unseen(event, refusal.choice()).map(words -> new AnswerEvent.RefusalDelta(0, words));
            case AnswerEvent.CallDelta call ->
                unseen(event, call.choice()).map(words -> new AnswerEvent.CallDelta(0, call.call(), words));
            case AnswerEvent.CallBegin call -> {
                requireAgreement(event, call.choice());
                yield ifCaughtUp(call);
            }
            case AnswerEvent.ReasoningSeal seal -> {
                requireAgreement(event, seal.choice());
                yield ifCaughtUp(seal);
            }
            case AnswerEvent.Finish finish -> {
                requireCaughtUp();
                yield Optional.of(finish);
            }
            case AnswerEvent.Cited cited -> ifCaughtUp(cited);
            case AnswerEvent.Logprobs logprobs -> ifCaughtUp(logprobs);
            case AnswerEvent.Begin begin -> Optional.of(begin);
            case AnswerEvent.Used used -> Optional.of(used);
            case AnswerEvent.Failed failed -> Optional.of(failed);
            case AnswerEvent.End end -> Optional.of(end);
        };
    }

    /** The words of an event that lie beyond what the caller has; empty when it has them all. */
    private Optional<String> unseen(AnswerEvent event, int choice) throws ProviderFault {
        String words = requireAgreement(event, choice).words();
        int unseen = Math.min(words.length(), Math.max(0, said.length() - alreadySent.length()));
        return unseen == 0 ? Optional.empty() : Optional.of(words.substring(words.length() - unseen));
    }

    private Transcript.Piece requireAgreement(AnswerEvent event, int choice) throws ProviderFault {
        int before = said.length();
        Transcript.Piece piece = said.add(event);
        int shared = Math.min(said.length(), alreadySent.length()) - before;
        boolean agrees = shared <= 0 || alreadySent.startsWith(piece.text().substring(0, shared), before);
        if (!agrees || choice != 0) {
            throw diverged();
        }
        return piece;
    }

    private Optional<AnswerEvent> ifCaughtUp(AnswerEvent event) {
        return hasCaughtUp() ? Optional.of(event) : Optional.empty();
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
