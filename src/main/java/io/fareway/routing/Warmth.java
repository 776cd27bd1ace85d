package io.fareway.routing;

import io.fareway.model.Money;
import java.util.OptionalLong;

/**
 * What a warm prompt cache is worth to a candidate.
 *
 * @param cachedTokens how many tokens of the prompt are expected from it
 * @param coldPicoUsd the expected cost without it; empty when unknown
 */
record Warmth(long cachedTokens, OptionalLong coldPicoUsd) {

    /** For people. */
    String note() {
        return "prompt cache warm: " + cachedTokens + " tokens expected from it"
                + (coldPicoUsd.isPresent()
                        ? ", " + Money.format(Money.fromPico(coldPicoUsd.getAsLong())) + " USD without"
                        : "");
    }
}
