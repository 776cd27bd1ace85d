package io.fareway.model;

import java.math.BigDecimal;

/**
 * Where the saving of one answer comes from, in USD: the parts sum to what the baseline would have charged less what the
 * answering attempt cost. Attempts that did not answer are no part of it. A part is negative where it cost more.
 *
 * @param routing by preferring another deployment than the baseline, at standard rates and without caches
 * @param failover by being answered by another deployment than the preferred one, mostly negative
 * @param cache by tokens in the provider's cache, beyond what the baseline would have saved by them
 * @param batch by batch, flex and other service tiers, beyond what the baseline would have saved by them
 * @param offPeak by hours of the day, beyond what the baseline would have saved by them
 */
public record SavingParts(
        BigDecimal routing, BigDecimal failover, BigDecimal cache, BigDecimal batch, BigDecimal offPeak) {

    /** All parts together. */
    public BigDecimal total() {
        return routing.add(failover).add(cache).add(batch).add(offPeak);
    }
}
