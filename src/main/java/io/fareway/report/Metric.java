package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A figure of a group in machine-readable formats.
 *
 * @param label the name in CSV and JSON
 * @param money whether it is an amount in USD, which JSON holds as a string so that no reader rounds it
 * @param value a decimal without exponent; empty when there is no such figure
 */
record Metric(String label, boolean money, Function<Group, Optional<String>> value) {

    /** All metrics, in the order in which they are written. */
    static final List<Metric> ALL = List.of(
            new Metric("requests", false, group -> count(group.requests().requests())),
            new Metric("share", false, group -> plain(group.share().value())),
            new Metric("answered", false, group -> count(group.requests().answered())),
            new Metric("refused", false, group -> count(group.requests().refused())),
            new Metric("cancelled", false, group -> count(group.requests().cancelled())),
            new Metric("failed", false, group -> count(group.requests().failed())),
            new Metric("success_rate", false, group -> plain(group.success().value())),
            new Metric("attempts", false, group -> count(group.attempts().attempts())),
            new Metric("failed_attempts", false, group -> count(group.attempts().failed())),
            new Metric(
                    "simulated_attempts", false, group -> count(group.attempts().simulated())),
            new Metric(
                    "estimated_attempts", false, group -> count(group.attempts().estimated())),
            new Metric(
                    "unpriced_attempts", false, group -> count(group.attempts().unpriced())),
            new Metric("tokens_in", false, group -> count(group.attempts().tokensIn())),
            new Metric("tokens_out", false, group -> count(group.attempts().tokensOut())),
            new Metric("cost_usd", true, group -> group.cost().map(Money::format)),
            new Metric("unanswered_cost_usd", true, group -> money(group.unansweredCost())),
            new Metric("coverage", false, group -> plain(group.coverage().value())),
            new Metric(
                    "compared_requests", false, group -> count(group.requests().compared())),
            new Metric("compared_cost_usd", true, group -> money(group.comparedCost())),
            new Metric("baseline_usd", true, group -> group.baseline().map(Money::format)),
            new Metric("saving_usd", true, group -> group.saving().map(Money::format)),
            new Metric("saving_ratio", false, group -> plain(group.savingRatio())),
            new Metric("latency_p50_ms", false, group -> millis(group.latency().p50())),
            new Metric("latency_p95_ms", false, group -> millis(group.latency().p95())),
            new Metric(
                    "first_byte_p50_ms",
                    false,
                    group -> millis(group.firstByte().p50())),
            new Metric(
                    "first_byte_p95_ms",
                    false,
                    group -> millis(group.firstByte().p95())));

    /** The figure of a group, as a decimal without exponent; empty when there is none. */
    Optional<String> of(Group group) {
        return value.apply(group);
    }

    private static Optional<String> count(long number) {
        return Optional.of(Long.toString(number));
    }

    private static Optional<String> plain(Optional<BigDecimal> number) {
        return number.map(BigDecimal::toPlainString);
    }

    private static Optional<String> money(BigDecimal usd) {
        return Optional.of(Money.format(usd));
    }

    private static Optional<String> millis(OptionalLong number) {
        return number.isPresent() ? count(number.getAsLong()) : Optional.empty();
    }
}
