package io.fareway.routing;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.price.PriceTerms;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A plain price in whole pico-dollars per token: a million times USD per million tokens, exact because prices have at most
 * six decimals. Two hundred estimates a decision are too many for decimal arithmetic.
 *
 * @param price where the rates are from
 * @param plain whether the price says nothing but rates per token; the rates count only then
 */
record TokenRates(Price price, boolean plain, long input, long cached, long output) {

    static TokenRates of(Price price) {
        Optional<BigDecimal> input = price.perMillion(TokenClass.INPUT);
        Optional<BigDecimal> cached = price.perMillion(TokenClass.CACHE_READ);
        Optional<BigDecimal> output = price.perMillion(TokenClass.OUTPUT);
        boolean plain =
                price.terms().equals(PriceTerms.NONE) && input.isPresent() && cached.isPresent() && output.isPresent();
        return plain
                ? new TokenRates(price, true, pico(input.get()), pico(cached.get()), pico(output.get()))
                : new TokenRates(price, false, 0, 0, 0);
    }

    private static long pico(BigDecimal usdPerMillion) {
        return usdPerMillion.scaleByPowerOfTen(Price.MAX_DECIMALS).longValueExact();
    }

    /** Pico-dollars of a call. */
    long picoUsd(long inputTokens, long cachedTokens, long outputTokens) {
        return inputTokens * input + cachedTokens * cached + outputTokens * output;
    }
}
