package io.fareway.model;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What one attempt costs, exactly.
 *
 * @param usd the total in USD: the sum of the parts
 * @param byClass the parts in USD by token class
 * @param byMeter the parts in USD by unit other than tokens
 * @param priceId the price row it was worked out from
 */
public record Cost(
        BigDecimal usd, Map<TokenClass, BigDecimal> byClass, Map<Meter, BigDecimal> byMeter, String priceId) {
    public Cost {
        byClass = Map.copyOf(byClass);
        byMeter = Map.copyOf(byMeter);
    }

    /** The cost of tokens alone. */
    public Cost(BigDecimal usd, Map<TokenClass, BigDecimal> byClass, String priceId) {
        this(usd, byClass, Map.of(), priceId);
    }
}
