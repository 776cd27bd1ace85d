package io.fareway.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.report.TableView.Cell;
import io.fareway.report.TableView.Column;
import io.fareway.report.experiments.ArmFigures;
import io.fareway.report.experiments.Comparison;
import io.fareway.report.experiments.ComparisonJson;
import io.fareway.report.experiments.Comparisons;
import io.fareway.report.experiments.ShadowFigures;
import io.fareway.report.experiments.ShadowJson;
import io.fareway.report.statistics.Estimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The experiments of a period: both sides of each, and who stopped or resumed a trial.
 *
 * @param comparisons experiments in which requests of the period take part, by name
 * @param changes oldest first
 * @param shadows calls made for shadows: spend on top of what callers' requests cost, and in no other figure
 * @param apart likewise calls of judges and evaluations
 */
record ExperimentSection(
        List<Comparison> comparisons, List<Change> changes, List<ShadowFigures> shadows, List<Apart> apart) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private static final String ON_TOP = " calls, spend on top of everything else here: ";

    private static final String APART =
            """
            select kind, count(*) as calls, coalesce(sum(cost_pico_usd), 0) as pico from attempt
             where kind in ('judge', 'evaluation') and opened_at >= :from and opened_at < :to group by kind order by kind
            """;

    private static final String CHANGES =
            """
            select experiment, change, reason, author, at_ms from experiment_change
             where at_ms >= :from and at_ms < :to order by at_ms, id
            """;

    ExperimentSection {
        comparisons = List.copyOf(comparisons);
        changes = List.copyOf(changes);
        shadows = List.copyOf(shadows);
        apart = List.copyOf(apart);
    }

    /**
     * Somebody's word on a trial.
     *
     * @param change {@code stop} or {@code resume}
     * @param author {@code guard} for the experiment's guard
     */
    record Change(String experiment, String change, String reason, String author, Instant at) {}

    /**
     * Calls of one kind that are no part of a request.
     *
     * @param kind {@code judge} or {@code evaluation}
     * @param usd what those of known price cost
     */
    record Apart(String kind, long calls, BigDecimal usd) {}

    static ExperimentSection read(JdbcClient ledger, ReportPeriod period) {
        return new ExperimentSection(
                Comparisons.all(ledger, period.from(), period.to()),
                ledger.sql(CHANGES)
                        .param("from", period.from().toEpochMilli())
                        .param("to", period.to().toEpochMilli())
                        .query((row, number) -> new Change(
                                row.getString("experiment"),
                                row.getString("change"),
                                row.getString("reason"),
                                row.getString("author"),
                                Instant.ofEpochMilli(row.getLong("at_ms"))))
                        .list(),
                ShadowFigures.all(ledger, period.from(), period.to()),
                ledger.sql(APART)
                        .param("from", period.from().toEpochMilli())
                        .param("to", period.to().toEpochMilli())
                        .query((row, number) -> new Apart(
                                row.getString("kind"), row.getLong("calls"), Money.fromPico(row.getLong("pico"))))
                        .list());
    }

    /** One line for people for each change. */
    List<String> notes(ZoneId zone) {
        Stream<String> spent = shadows.stream()
                .map(shadow -> "Shadow " + shadow.shadow() + ": " + HtmlText.count(shadow.calls())
                        + ON_TOP
                        + HtmlText.exactDollars(shadow.cost().totalUsd()));
        Stream<String> spentApart = apart.stream()
                .map(calls -> "Attempts of kind " + calls.kind() + ": " + HtmlText.count(calls.calls()) + ON_TOP
                        + HtmlText.exactDollars(calls.usd()));
        Stream<String> said = changes.stream()
                .map(change -> "Experiment " + change.experiment() + ": trial "
                        + (change.change().equals("stop") ? "stopped" : "resumed") + " by " + change.author() + ", "
                        + MINUTE.format(change.at().atZone(zone)) + ": " + change.reason());
        return Stream.of(said, spent, spentApart).flatMap(lines -> lines).toList();
    }

    TableView table() {
        return new TableView(
                "experiments",
                "Experiments, with 95 % intervals",
                List.of(
                        Column.text("Experiment"),
                        Column.text("Side"),
                        Column.figure("Requests"),
                        Column.figure("Failed"),
                        Column.figure("Failed checks"),
                        Column.figure("Judged, of\u00a010"),
                        Column.figure("Cost per request"),
                        Column.figure("p50\u00a0ms"),
                        Column.figure("p95\u00a0ms"),
                        Column.figure("First\u00a0token p50\u00a0ms"),
                        Column.figure("First\u00a0token p95\u00a0ms")),
                comparisons.stream()
                        .flatMap(comparison -> Stream.of(
                                row(comparison.experiment(), "control", comparison.control()),
                                row(comparison.experiment(), "trial", comparison.trial())))
                        .toList());
    }

    private static List<Cell> row(String experiment, String side, ArmFigures arm) {
        return List.of(
                Cell.text(experiment),
                Cell.text(side),
                Cell.figure(HtmlText.count(arm.requests())),
                figure(arm.failureRate(), ExperimentSection::percent),
                figure(arm.quality().checkFailureRate(), ExperimentSection::percent),
                figure(arm.quality().score(), ExperimentSection::score),
                figure(arm.usdPerRequest(), HtmlText::dollars),
                figure(arm.latencyP50(), BigDecimal::toPlainString),
                figure(arm.latencyP95(), BigDecimal::toPlainString),
                figure(arm.firstTokenP50(), BigDecimal::toPlainString),
                figure(arm.firstTokenP95(), BigDecimal::toPlainString));
    }

    private static Cell figure(Optional<Estimate> figure, Function<BigDecimal, String> text) {
        return Cell.figure(figure.map(estimate -> text.apply(estimate.value())
                        + estimate.interval()
                                .map(interval ->
                                        " (" + text.apply(interval.low()) + " to " + text.apply(interval.high()) + ")")
                                .orElse(""))
                .orElse(HtmlText.NO_FIGURE));
    }

    TableView shadowTable() {
        return new TableView(
                "shadows",
                "Shadows, with 95 % intervals",
                List.of(
                        Column.text("Shadow"),
                        Column.text("Answer"),
                        Column.figure("Calls"),
                        Column.figure("Failed"),
                        Column.figure("Same words"),
                        Column.figure("Mean length"),
                        Column.figure("Cost"),
                        Column.figure("Cost per call"),
                        Column.figure("p50\u00a0ms"),
                        Column.figure("p95\u00a0ms"),
                        Column.figure("First\u00a0token p50\u00a0ms")),
                shadows.stream()
                        .flatMap(shadow -> Stream.of(callersRow(shadow), shadowRow(shadow)))
                        .toList());
    }

    private static List<Cell> callersRow(ShadowFigures shadow) {
        return List.of(
                Cell.text(shadow.shadow()),
                Cell.text("callers'"),
                Cell.figure(HtmlText.count(shadow.calls())),
                Cell.figure(HtmlText.NO_FIGURE),
                Cell.figure(HtmlText.NO_FIGURE),
                Cell.figure(HtmlText.count(shadow.callersChars())),
                Cell.money(shadow.callersCost().totalUsd()),
                figure(shadow.callersCost().usdPerCall(), HtmlText::dollars),
                figure(shadow.callersDurations().p50(), BigDecimal::toPlainString),
                figure(shadow.callersDurations().p95(), BigDecimal::toPlainString),
                figure(shadow.callersDurations().firstTokenP50(), BigDecimal::toPlainString));
    }

    private static List<Cell> shadowRow(ShadowFigures shadow) {
        return List.of(
                Cell.text(shadow.shadow()),
                Cell.text("shadow's"),
                Cell.figure(HtmlText.count(shadow.calls())),
                figure(shadow.failureRate(), ExperimentSection::percent),
                figure(shadow.same(), ExperimentSection::percent),
                Cell.figure(HtmlText.count(shadow.chars())),
                Cell.money(shadow.cost().totalUsd()),
                figure(shadow.cost().usdPerCall(), HtmlText::dollars),
                figure(shadow.durations().p50(), BigDecimal::toPlainString),
                figure(shadow.durations().p95(), BigDecimal::toPlainString),
                figure(shadow.durations().firstTokenP50(), BigDecimal::toPlainString));
    }

    private static String score(BigDecimal mean) {
        return mean.setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String percent(BigDecimal share) {
        return HtmlText.percent(Optional.of(share));
    }

    void write(ObjectNode root) {
        ArrayNode compared = root.putArray("experiments");
        comparisons.forEach(comparison ->
                ComparisonJson.write(comparison, compared.addObject().put("name", comparison.experiment())));
        ArrayNode shown = root.putArray("shadows");
        shadows.forEach(shadow -> ShadowJson.write(shadow, shown.addObject().put("name", shadow.shadow())));
        ArrayNode others = root.putArray("calls_apart");
        apart.forEach(calls -> others.addObject()
                .put("kind", calls.kind())
                .put("calls", calls.calls())
                .put("usd", Money.format(calls.usd())));
        ArrayNode said = root.putArray("experiment_changes");
        changes.forEach(change -> said.addObject()
                .put("experiment", change.experiment())
                .put("change", change.change())
                .put("reason", change.reason())
                .put("author", change.author())
                .put("at", change.at().toString()));
    }
}
