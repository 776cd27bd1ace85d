package io.fareway.routing.experiments;

import io.fareway.model.choice.Judge;
import io.fareway.model.experiment.Guard;
import io.fareway.report.experiments.ArmFigures;
import io.fareway.report.experiments.Comparison;
import io.fareway.report.statistics.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Whether a trial is worse than its guard allows: the figure is worse by more than set, and the 95 % intervals of both sides
 * do not overlap. The second is strict, because a guard looks again and again, and by chance alone a look would sooner or
 * later find a difference.
 */
final class GuardVerdict {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Guard guard;
    private final Comparison comparison;

    GuardVerdict(Guard guard, Comparison comparison) {
        this.guard = guard;
        this.comparison = comparison;
    }

    /** Why the trial has to end, in words for people; empty when it may go on. */
    Optional<String> objection() {
        if (comparison.trial().requests() < guard.minRequests()
                || comparison.control().requests() < guard.minRequests()) {
            return Optional.empty();
        }
        return look("failure rate", ArmFigures::failureRate, GuardVerdict::points, guard.maxFailurePoints(), "points")
                .or(() -> look(
                        "cost per request",
                        ArmFigures::usdPerRequest,
                        GuardVerdict::percent,
                        guard.maxCostPercent(),
                        "%"))
                .or(() -> look(
                        "latency p95", ArmFigures::latencyP95, GuardVerdict::percent, guard.maxLatencyPercent(), "%"))
                .or(() -> look(
                        "share of failed checks",
                        arm -> arm.quality().checkFailureRate(),
                        GuardVerdict::points,
                        guard.maxCheckPoints(),
                        "points"))
                .or(() -> look(
                        "points short of the best score",
                        arm -> arm.quality().score().map(GuardVerdict::shortOfBest),
                        BigDecimal::subtract,
                        guard.maxScorePoints(),
                        "points"));
    }

    private Optional<String> look(
            String figure,
            Function<ArmFigures, Optional<Estimate>> read,
            BinaryOperator<BigDecimal> worse,
            Optional<BigDecimal> most,
            String unit) {
        Optional<Estimate> control = read.apply(comparison.control());
        Optional<Estimate> trial = read.apply(comparison.trial());
        if (most.isEmpty()
                || control.isEmpty()
                || trial.isEmpty()
                || !trial.get().isClearlyAbove(control.get())) {
            return Optional.empty();
        }
        BigDecimal by = worse.apply(trial.get().value(), control.get().value());
        return by.compareTo(most.get()) <= 0
                ? Optional.empty()
                : Optional.of(figure + " " + plain(trial.get().value()) + " against "
                        + plain(control.get().value()) + " in the control, worse by "
                        + by.setScale(1, RoundingMode.HALF_EVEN).toPlainString() + " " + unit + ", allowed "
                        + most.get().toPlainString() + " (" + comparison.trial().requests() + " and "
                        + comparison.control().requests() + " requests)");
    }

    /** So that more is worse, as of the other figures. */
    private static Estimate shortOfBest(Estimate score) {
        BigDecimal best = BigDecimal.valueOf(Judge.BEST);
        return new Estimate(
                best.subtract(score.value()),
                score.interval()
                        .map(interval ->
                                new Estimate.Interval(best.subtract(interval.high()), best.subtract(interval.low()))));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal points(BigDecimal trial, BigDecimal control) {
        return trial.subtract(control).multiply(HUNDRED);
    }

    /** From nothing, anything is worse without bound. */
    private static BigDecimal percent(BigDecimal trial, BigDecimal control) {
        return control.signum() == 0
                ? BigDecimal.valueOf(Long.MAX_VALUE)
                : trial.subtract(control).multiply(HUNDRED).divide(control, MathContext.DECIMAL32);
    }
}
