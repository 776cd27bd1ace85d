package io.fareway.report.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/** A mean with its interval by Student's t. Variance by Welford's sums, so that nothing is kept of single values. */
public final class Mean {

    private static final double ERROR_RATE = 0.05;
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private long count;
    private double mean;
    private double squares;

    /** Adds a value. */
    public void add(double value) {
        count++;
        double before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
    }

    /** How many were added. */
    public long count() {
        return count;
    }

    /** The mean; empty without any value, and without an interval for one. */
    public Optional<Estimate> value() {
        return count == 0 ? Optional.empty() : Optional.of(new Estimate(rounded(mean), interval()));
    }

    /** Where the mean of all alike lies; empty below two values. */
    Optional<Estimate.Interval> interval() {
        if (count < 2) {
            return Optional.empty();
        }
        var interval = NormalConfidenceInterval.MEAN.fromErrorRate(mean, variance(), count, ERROR_RATE);
        return Optional.of(new Estimate.Interval(rounded(interval.getLowerBound()), rounded(interval.getUpperBound())));
    }

    /** By how much this is above the other, by Welch's t; empty when either has fewer than two values. */
    Optional<Estimate> above(Mean other) {
        if (count < 2 || other.count < 2) {
            return Optional.empty();
        }
        double own = variance() / count;
        double others = other.variance() / other.count;
        double difference = mean - other.mean;
        double half = own + others == 0 ? 0 : quantile(own, others, other.count) * Math.sqrt(own + others);
        return Optional.of(new Estimate(
                rounded(difference),
                Optional.of(new Estimate.Interval(rounded(difference - half), rounded(difference + half)))));
    }

    /** Degrees of freedom by Welch and Satterthwaite. */
    private double quantile(double own, double others, long otherCount) {
        double degrees =
                (own + others) * (own + others) / (own * own / (count - 1) + others * others / (otherCount - 1));
        return TDistribution.of(degrees).inverseSurvivalProbability(ERROR_RATE / 2);
    }

    private double variance() {
        return squares / (count - 1);
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).round(SIX_DIGITS);
    }
}
