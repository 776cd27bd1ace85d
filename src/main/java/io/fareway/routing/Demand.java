package io.fareway.routing;

import io.fareway.model.choice.Capability;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a request demands of whoever answers it, read from the request itself.
 *
 * @param promptTokens length of the prompt
 * @param maxAnswerTokens longest answer that the caller allows; empty when not said
 * @param capabilities what its answer needs
 * @param streamed whether it is to come as events
 * @param at when it is asked: prices may depend on the hour
 */
record Demand(
        long promptTokens, OptionalLong maxAnswerTokens, Set<Capability> capabilities, boolean streamed, Instant at) {

    Demand {
        capabilities = Set.copyOf(capabilities);
    }

    /** Tokens that the context must hold. */
    long contextTokens() {
        return promptTokens + maxAnswerTokens.orElse(0);
    }
}
