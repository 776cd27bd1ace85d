package io.fareway.model;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What one attempt costs, exactly.
 *
 * @param usd the total in USD: the sum of the parts
 * @param byClass the parts in USD by token class
 * @param priceId the price row it was worked out from
 */
public record Cost(BigDecimal usd, Map<TokenClass, BigDecimal> byClass, String priceId) {
    public Cost {
        byClass = Map.copyOf(byClass);
    }
}
