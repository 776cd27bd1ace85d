package io.fareway.report.statistics;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A figure worked out from a sample.
 *
 * @param value of the sample
 * @param interval where it lies for all requests alike with 95 % confidence; empty when the sample is too small to say
 */
public record Estimate(BigDecimal value, Optional<Interval> interval) {

    /** Both ends included. */
    public record Interval(BigDecimal low, BigDecimal high) {}

    /** Whether this is above the other beyond chance: their intervals do not overlap. */
    public boolean isClearlyAbove(Estimate other) {
        return interval.isPresent()
                && other.interval.isPresent()
                && interval.get().low().compareTo(other.interval.get().high()) > 0;
    }
}
