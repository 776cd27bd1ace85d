package io.fareway.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a deployment charges from a moment on.
 *
 * @param deployment the deployment's name, for example {@code groq/llama-3.3-70b}
 * @param effectiveFrom the first moment at which this price holds
 * @param usdPerMillion USD per million tokens of each class, at most six decimals so that every cost is a whole number
 *     of pico-dollars; zero means free, absent means that the provider has no price of its own for the class
 * @param source where the figure was read
 * @param sourceDate the day on which the source said so
 */
public record Price(
        String deployment,
        Instant effectiveFrom,
        Map<TokenClass, BigDecimal> usdPerMillion,
        String source,
        LocalDate sourceDate) {

    /** Most decimals that a price per million tokens may have. */
    public static final int MAX_DECIMALS = 6;

    public Price {
        usdPerMillion = Map.copyOf(usdPerMillion);
        usdPerMillion.forEach((tokenClass, usd) -> {
            if (usd.signum() < 0) {
                throw new IllegalArgumentException(
                        deployment + ": price of " + tokenClass.label() + " is negative: " + usd);
            }
            if (usd.stripTrailingZeros().scale() > MAX_DECIMALS) {
                throw new IllegalArgumentException(deployment + ": price of " + tokenClass.label() + " has more than "
                        + MAX_DECIMALS + " decimals per million tokens: " + usd.toPlainString());
            }
        });
    }

    /** Names this price row in the ledger: deployment and first moment. */
    public String id() {
        return deployment + "@" + effectiveFrom;
    }

    /**
     * USD per million tokens of a class. A class without a price of its own is charged as the class that providers put
     * it under: cached and image tokens as input, reasoning as output. Audio has no such parent.
     *
     * @return empty when neither the class nor its parent has a price: the cost is then unknown, not zero
     */
    public Optional<BigDecimal> perMillion(TokenClass tokenClass) {
        BigDecimal own = usdPerMillion.get(tokenClass);
        if (own != null) {
            return Optional.of(own);
        }
        return switch (tokenClass) {
            case CACHE_READ, CACHE_WRITE_5M, IMAGE_INPUT -> Optional.ofNullable(usdPerMillion.get(TokenClass.INPUT));
            case CACHE_WRITE_1H -> perMillion(TokenClass.CACHE_WRITE_5M);
            case REASONING -> Optional.ofNullable(usdPerMillion.get(TokenClass.OUTPUT));
            case INPUT, OUTPUT, AUDIO_INPUT, AUDIO_OUTPUT -> Optional.empty();
        };
    }
}
