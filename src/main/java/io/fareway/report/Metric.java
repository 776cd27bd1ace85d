package io.fareway.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A figure of a group in machine-readable formats.
 *
 * @param label the name in CSV and JSON
 * @param money whether it is an amount in USD, which JSON holds as a string so that no reader rounds it
 * @param value a decimal without exponent; empty when there is no such figure
 */
record Metric(String label, boolean money, Function<Group, Optional<String>> value) {

    /** What both reports and cost tables say, in the order in which it is written. */
    private static final List<Metric> SUMS = List.of(
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
            new Metric("saving_ratio", false, group -> plain(group.savingRatio())));

    private static final List<Metric> MEASURED = List.of(
            new Metric("latency_p50_ms", false, group -> millis(group.latency().p50())),
            new Metric("latency_p95_ms", false, group -> millis(group.latency().p95())),
            new Metric("latency_p99_ms", false, group -> millis(group.latency().p99())),
            new Metric(
                    "first_byte_p50_ms",
                    false,
                    group -> millis(group.firstByte().p50())),
            new Metric(
                    "first_byte_p95_ms",
                    false,
                    group -> millis(group.firstByte().p95())),
            new Metric(
                    "first_byte_p99_ms",
                    false,
                    group -> millis(group.firstByte().p99())));

    /** Tokens of each class. */
    private static final List<Metric> TOKENS = Stream.of(TokenClass.values())
            .map(tokenClass -> new Metric(
                    tokenClass.label() + "_tokens",
                    false,
                    group -> count(group.attempts().tokens().of(tokenClass))))
            .toList();

    private static final List<Metric> EFFECTIVE = List.of(
            new Metric("cost_share", false, group -> plain(group.costShare().value())),
            new Metric("cost_per_success_usd", true, group -> group.costPerSuccess()
                    .map(Money::format)),
            new Metric(
                    "token_coverage",
                    false,
                    group -> plain(group.tokenCoverage().value())));

    /** Where the saving comes from. */
    static final List<Metric> SAVINGS = Savings.PARTS.stream()
            .map(part -> new Metric(
                    part.label(), true, group -> group.saving().map(known -> Money.format(part.usd(group.savings())))))
            .toList();

    /** All metrics of a report, in the order in which they are written. */
    static final List<Metric> ALL = joined(List.of(SUMS, MEASURED, EFFECTIVE, TOKENS, SAVINGS));

    /** Those that need no single duration. */
    static final List<Metric> ADDED_UP = joined(List.of(SUMS, EFFECTIVE, TOKENS));

    /** Those, and where the saving comes from. */
    static final List<Metric> WITH_SAVINGS = joined(List.of(ADDED_UP, SAVINGS));

    /** The figure of a group, as a decimal without exponent; empty when there is none. */
    Optional<String> of(Group group) {
        return value.apply(group);
    }

    /** Puts the figure of a group into JSON: money as text, other figures as numbers, null where there is none. */
    void put(Group group, ObjectNode node) {
        String figure = of(group).orElse(null);
        if (figure == null || money) {
            node.put(label, figure);
        } else {
            node.put(label, new BigDecimal(figure));
        }
    }

    private static List<Metric> joined(List<List<Metric>> parts) {
        return parts.stream().flatMap(List::stream).toList();
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
