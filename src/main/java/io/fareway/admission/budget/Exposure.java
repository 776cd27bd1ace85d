package io.fareway.admission.budget;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request can cost at worst, in USD: one answer of the dearest deployment in each tier that it may pass through.
 *
 * @param byTier its own tier first; of each the dearest answer of every provider
 */
record Exposure(Map<String, Map<String, BigDecimal>> byTier) {

    Exposure {
        byTier = Collections.unmodifiableMap(new LinkedHashMap<>(byTier));
    }

    BigDecimal inTier(String tier) {
        return byTier.getOrDefault(tier, Map.of()).values().stream()
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    BigDecimal inAllTiers() {
        return byTier.keySet().stream().map(this::inTier).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Where a provider serves several of the tiers, it may be asked in each. */
    Map<String, BigDecimal> byProvider() {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        byTier.values().forEach(ofTier -> ofTier.forEach((name, usd) -> sums.merge(name, usd, BigDecimal::add)));
        return sums;
    }
}
