package io.fareway.routing.whatif;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Figures of a period, as it was or as it would have been: the latter are expected values, so requests are fractions. */
final class Side {

    /** Latencies are exact to one per cent. */
    private static final int DIGITS = 2;

    /** How finely a fraction of a request counts in the latencies. */
    private static final double PARTS = 1_000;

    private final Histogram durations = new Histogram(DIGITS);
    private final Map<String, Share> deployments = new TreeMap<>();
    private BigDecimal pico = BigDecimal.ZERO;
    private double answered;
    private double failed;
    private double failedAttempts;

    /** The part of one deployment. */
    static final class Share {
        private BigDecimal pico = BigDecimal.ZERO;
        private double answers;

        /** Exact to a pico-dollar. */
        BigDecimal usd() {
            return Side.usd(pico);
        }

        double answers() {
            return answers;
        }
    }

    void cost(BigDecimal more) {
        pico = pico.add(more);
    }

    void cost(String deployment, BigDecimal more) {
        Share share = share(deployment);
        share.pico = share.pico.add(more);
    }

    void answer(String deployment, double weight) {
        answered += weight;
        share(deployment).answers += weight;
    }

    void failure(double weight) {
        failed += weight;
    }

    void failedAttempt(double weight) {
        failedAttempts += weight;
    }

    void took(long millis, double weight) {
        long parts = Math.round(weight * PARTS);
        if (parts > 0) {
            durations.recordValueWithCount(Math.max(0, millis), parts);
        }
    }

    /** Spreads a weight as a deployment's answers were spread, each so much later. */
    void took(Histogram spread, long later, double weight) {
        double each = weight / spread.getTotalCount();
        spread.recordedValues()
                .forEach(value ->
                        took(later + value.getValueIteratedTo(), each * value.getCountAddedInThisIterationStep()));
    }

    private Share share(String deployment) {
        return deployments.computeIfAbsent(deployment, added -> new Share());
    }

    BigDecimal usd() {
        return usd(pico);
    }

    double answered() {
        return answered;
    }

    double failed() {
        return failed;
    }

    double failedAttempts() {
        return failedAttempts;
    }

    Map<String, Share> deployments() {
        return deployments;
    }

    /** In ms; 0 without an answer. */
    long percentile(double percent) {
        return durations.getTotalCount() == 0 ? 0 : durations.getValueAtPercentile(percent);
    }

    /** In ms; 0 without an answer. */
    double meanMillis() {
        return durations.getTotalCount() == 0 ? 0 : durations.getMean();
    }

    private static BigDecimal usd(BigDecimal pico) {
        return Money.plain(pico.movePointLeft(12).setScale(12, RoundingMode.HALF_EVEN));
    }
}
