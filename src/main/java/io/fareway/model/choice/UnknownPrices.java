package io.fareway.model.choice;

import java.util.Map;

/**
 * What becomes of deployments whose price is unknown.
 *
 * @param usual in tiers that do not say, and for requests that name a model or a deployment
 * @param byTier by tier name
 */
public record UnknownPrices(UnknownPrice usual, Map<String, UnknownPrice> byTier) {

    /** Nothing said. */
    public static final UnknownPrices UNSAID = new UnknownPrices(new UnknownPrice.Unbounded(), Map.of());

    public UnknownPrices {
        byTier = Map.copyOf(byTier);
    }

    /** What holds in a tier. */
    public UnknownPrice in(String tier) {
        return byTier.getOrDefault(tier, usual);
    }
}
