package io.fareway.report.statistics;

import java.math.BigDecimal;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Quantiles of durations in whole ms or microseconds, by nearest rank in bounded memory: exact below 2,048, at most 0.1 % too high above.
 *
 * <p>Their intervals rest on no assumption about the distribution: of n values, the number of those below the quantile q
 * is binomial, so the values of ranks l and u hold it, where P(X &lt; l) and P(X ≥ u) are at most 2.5 % each. For
 * example the median of 100 values lies between the 40th and the 61st.
 */
public final class Quantiles {

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double TAIL = 0.025;

    private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

    /** Adds a duration; one below 0 counts as 0: a wall clock may have been set back. */
    public void add(long duration) {
        histogram.recordValue(Math.max(0, duration));
    }

    /** The quantile, for example 0.95; empty when nothing was added. */
    public Optional<Estimate> at(double quantile) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return Optional.empty();
        }
        BinomialDistribution below = BinomialDistribution.of(Math.toIntExact(count), quantile);
        long low = below.inverseCumulativeProbability(TAIL);
        long high = below.inverseCumulativeProbability(1 - TAIL) + 1L;
        return Optional.of(new Estimate(
                BigDecimal.valueOf(histogram.getValueAtPercentile(100 * quantile)),
                low >= 1 && high <= count
                        ? Optional.of(new Estimate.Interval(valueOfRank(low, count), valueOfRank(high, count)))
                        : Optional.empty()));
    }

    private BigDecimal valueOfRank(long rank, long count) {
        return BigDecimal.valueOf(histogram.getValueAtPercentile(100.0 * rank / count));
    }
}
