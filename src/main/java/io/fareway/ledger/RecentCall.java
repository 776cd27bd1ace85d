package io.fareway.ledger;

import io.fareway.model.Outcome;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A closed call to a provider, as statistics need it.
 *
 * @param deployment its name
 * @param promptTokens tokens of the prompt, all classes
 * @param cachedTokens those of them that came from the provider's cache
 * @param answerTokens tokens of the answer, all classes
 * @param firstByteMillis from opening; empty when no byte came
 * @param durationMillis from opening to closing
 */
public record RecentCall(
        String deployment,
        Instant closedAt,
        boolean streamed,
        Outcome outcome,
        long promptTokens,
        long cachedTokens,
        long answerTokens,
        OptionalLong firstByteMillis,
        long durationMillis) {}
