package io.fareway.report.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/** Shares with Wilson's score interval, which holds for small samples and near 0, as rates of failure are. */
public final class Shares {

    private static final double ERROR_RATE = 0.05;
    private static final int DECIMALS = 6;

    private Shares() {}

    /** The share of some among all; empty when there are none at all. */
    public static Optional<Estimate> of(long some, long all) {
        if (all == 0) {
            return Optional.empty();
        }
        Interval wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(all), Math.toIntExact(some), ERROR_RATE);
        return Optional.of(new Estimate(
                rounded((double) some / all),
                Optional.of(new Estimate.Interval(rounded(wilson.getLowerBound()), rounded(wilson.getUpperBound())))));
    }

    private static BigDecimal rounded(double share) {
        return BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
