package io.fareway.report.statistics;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.interval.Interval;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/**
 * What requests cost: the sum, exactly, and the mean with its interval by Student's t. Variance by Welford's sums, so that
 * nothing is kept of single requests.
 */
public final class Spend {

    private static final double ERROR_RATE = 0.05;
    private static final int PICO_DOLLARS = 12;

    private long count;
    private long sumPico;
    private double mean;
    private double squares;

    /** Adds a request of so many pico-dollars. */
    public void add(long pico) {
        count++;
        sumPico += pico;
        double before = pico - mean;
        mean += before / count;
        squares += before * (pico - mean);
    }

    /** The sum in USD. */
    public BigDecimal totalUsd() {
        return Money.fromPico(sumPico);
    }

    /** USD per request; empty without any. */
    public Optional<Estimate> perRequest() {
        if (count == 0) {
            return Optional.empty();
        }
        BigDecimal value = Money.plain(
                BigDecimal.valueOf(sumPico, PICO_DOLLARS).divide(BigDecimal.valueOf(count), MathContext.DECIMAL64));
        if (count == 1) {
            return Optional.of(new Estimate(value, Optional.empty()));
        }
        Interval interval = NormalConfidenceInterval.MEAN.fromErrorRate(mean, variance(), count, ERROR_RATE);
        return Optional.of(new Estimate(
                value,
                Optional.of(new Estimate.Interval(usd(interval.getLowerBound()), usd(interval.getUpperBound())))));
    }

    /** By how many USD per request this is above the other, by Welch's t; empty when either has fewer than two. */
    public Optional<Estimate> above(Spend other) {
        if (count < 2 || other.count < 2) {
            return Optional.empty();
        }
        double own = variance() / count;
        double others = other.variance() / other.count;
        double difference = mean - other.mean;
        double half = own + others == 0 ? 0 : quantile(own, others, other.count) * Math.sqrt(own + others);
        return Optional.of(new Estimate(
                usd(difference), Optional.of(new Estimate.Interval(usd(difference - half), usd(difference + half)))));
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

    private static BigDecimal usd(double pico) {
        return Money.plain(
                BigDecimal.valueOf(pico).movePointLeft(PICO_DOLLARS).round(new MathContext(6, RoundingMode.HALF_EVEN)));
    }
}
