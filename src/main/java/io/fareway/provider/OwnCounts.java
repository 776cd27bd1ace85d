package io.fareway.provider;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.OwnCount;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Counts with our own tokenizer what a provider has reported, so that the error of our estimates is known per model. The
 * prompt was counted for the classifier anyway; the text of every sixteenth streamed answer is counted for this alone.
 */
@Component
class OwnCounts {

    private static final int SAMPLE = 16;

    private final TokenCounter tokens;

    OwnCounts(TokenCounter tokens) {
        this.tokens = tokens;
    }

    /** What we would have said of an answered attempt; nothing when its provider said nothing. */
    OwnCount of(Attempt attempt, Journey journey) {
        boolean reported = attempt.outcome().equals(Optional.of(Outcome.ANSWERED))
                && !attempt.usage().isEmpty()
                && !attempt.usage().estimated();
        if (!reported) {
            return OwnCount.NONE;
        }
        OptionalLong prompt =
                journey.promptTokens() > 0 ? OptionalLong.of(journey.promptTokens()) : OptionalLong.empty();
        return new OwnCount(prompt, answer(attempt, journey));
    }

    /** Of streams that one deployment answered with text only: whatever else was sent is not in the text. */
    private OptionalLong answer(Attempt attempt, Journey journey) {
        boolean comparable = attempt.number() == 1
                && !journey.earlier().sent().transcript().isEmpty()
                && journey.earlier().sent().onlyText()
                && Math.floorMod(attempt.requestId().hashCode(), SAMPLE) == 0;
        return comparable
                ? OptionalLong.of(tokens.count(journey.earlier().sent().transcript()))
                : OptionalLong.empty();
    }
}
