package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the HTML template shows, ready to be printed as it is. */
final class ReportView {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private final PeriodReport report;

    ReportView(PeriodReport report) {
        this.report = report;
    }

    /**
     * A main figure.
     *
     * @param value rounded for the eye
     * @param exact the decimal that was rounded; empty for none
     * @param note a line below
     */
    record Card(String label, String value, String exact, String note) {}

    /** The template's variables. */
    Map<String, Object> variables() {
        return Map.ofEntries(
                Map.entry("title", "Fareway report, " + report.period().name()),
                Map.entry("date", report.period().title()),
                Map.entry("written", written()),
                Map.entry("soFar", report.period().soFar()),
                Map.entry("empty", report.isEmpty()),
                Map.entry("simulation", report.simulation().label()),
                Map.entry("billed", simulationNote()),
                Map.entry("notes", notes()),
                Map.entry("hero", savingCard()),
                Map.entry("cards", cards()),
                Map.entry("hourChart", HourChart.of(report.slots())),
                Map.entry("slot", report.period().length().slot()),
                Map.entry("length", report.period().length().label()),
                Map.entry("causes", CauseChart.of(report.total().savings())),
                Map.entry("providerCharts", providerCharts()),
                Map.entry("tables", tables()),
                Map.entry("baselines", String.join(", ", report.baselines())));
    }

    private ZoneId zone() {
        return report.period().zone();
    }

    private String written() {
        ReportPeriod period = report.period();
        return "written " + MINUTE.format(period.writtenAt().atZone(period.zone())) + ", time zone "
                + period.zone().getId();
    }

    private List<String> notes() {
        return Stream.of(
                        report.surroundings().overrides().stream().map(this::noteOf),
                        report.surroundings().experiments().notes(zone()).stream(),
                        figureNotes().stream())
                .flatMap(lines -> lines)
                .toList();
    }

    private String noteOf(Surroundings.OverrideInForce override) {
        ZoneId zone = report.period().zone();
        return "Override by " + override.author() + ": " + override.what() + ", from "
                + MINUTE.format(override.from().atZone(zone)) + " to "
                + MINUTE.format(override.to().atZone(zone)) + ": " + override.reason();
    }

    private List<String> figureNotes() {
        RequestSums requests = report.total().requests();
        long unpriced = requests.answered() - requests.priced();
        long notCompared = requests.answered() - requests.compared();
        return Stream.of(
                        noteOf(
                                unpriced > 0,
                                count(unpriced, "answered request has", "answered requests have")
                                        + " no known price: the spend is at least what stands here."),
                        noteOf(
                                notCompared > 0,
                                count(notCompared, "answered request is", "answered requests are")
                                        + " left out of baseline and saving because a price is unknown; what is"
                                        + " compared cost "
                                        + HtmlText.exactDollars(report.total().comparedCost()) + "."),
                        noteOf(
                                report.total().attempts().estimated() > 0,
                                count(report.total().attempts().estimated(), "attempt was", "attempts were")
                                        + " counted by the gateway because the provider did not report its tokens."),
                        noteOf(
                                report.underWay() > 0,
                                count(report.underWay(), "attempt is", "attempts are")
                                        + " still under way and in no figure; write the report again later."))
                .flatMap(List::stream)
                .toList();
    }

    private String simulationNote() {
        AttemptSums attempts = report.total().attempts();
        return report.simulation() == Simulation.PARTLY
                ? report.simulation().statement() + " These were " + HtmlText.count(attempts.simulated()) + " of "
                        + HtmlText.count(attempts.attempts()) + " attempts."
                : report.simulation().statement();
    }

    private static List<String> noteOf(boolean applies, String note) {
        return applies ? List.of(note) : List.of();
    }

    private static String count(long number, String one, String many) {
        return HtmlText.count(number) + " " + (number == 1 ? one : many);
    }

    private Card savingCard() {
        Group total = report.total();
        boolean loss = total.saving().filter(usd -> usd.signum() < 0).isPresent();
        String label = loss ? "Spent more than the baseline" : "Saved against the baseline";
        String note = total.savingRatio().isPresent()
                ? HtmlText.percent(total.savingRatio()) + " of what the baseline would have charged"
                : "nothing to compare";
        return money(label, total.saving(), note);
    }

    private List<Card> cards() {
        Group total = report.total();
        RequestSums requests = total.requests();
        return List.of(
                money(total.costsMore() ? "Spend, at least" : "Spend", total.cost(), failedNote(total)),
                money("Baseline", total.baseline(), String.join(", ", report.baselines())),
                new Card("Requests", HtmlText.count(requests.requests()), "", requestsNote(requests)),
                new Card(
                        "Success rate",
                        HtmlText.percent(total.success().value()),
                        "",
                        HtmlText.count(requests.failed()) + " failed"),
                new Card(
                        "Attempts per request",
                        HtmlText.mean(total.attemptsPerRequest().value()),
                        "",
                        HtmlText.count(total.attempts().failed()) + " of "
                                + HtmlText.count(total.attempts().attempts()) + " failed"),
                new Card(
                        "Price coverage",
                        HtmlText.percent(total.coverage().value()),
                        "",
                        HtmlText.count(requests.priced()) + " of " + HtmlText.count(requests.answered())
                                + " answers priced"),
                new Card(
                        "Latency p50",
                        HtmlText.millis(total.latency().p50()) + " ms",
                        "",
                        "p95 " + HtmlText.millis(total.latency().p95()) + " ms, p99 "
                                + HtmlText.millis(total.latency().p99()) + " ms"),
                new Card(
                        "Tokens",
                        HtmlText.count(
                                total.attempts().tokensIn() + total.attempts().tokensOut()),
                        "",
                        HtmlText.count(total.attempts().tokensIn()) + " in, "
                                + HtmlText.count(total.attempts().tokensOut()) + " out"));
    }

    private static Card money(String label, Optional<BigDecimal> usd, String note) {
        return new Card(label, HtmlText.dollars(usd), usd.map(Money::format).orElse(""), note);
    }

    private static String failedNote(Group total) {
        return HtmlText.dollars(total.unansweredCost()) + " of it without an answer";
    }

    private static String requestsNote(RequestSums requests) {
        return HtmlText.count(requests.answered()) + " answered, " + HtmlText.count(requests.refused()) + " refused, "
                + HtmlText.count(requests.cancelled()) + " cancelled";
    }

    private List<RankChart> providerCharts() {
        List<Group> providers = report.groups(Dimension.PROVIDER);
        List<Group> called = providers.stream()
                .filter(group -> group.attempts().attempts() > 0)
                .toList();
        return List.of(RankChart.share(providers), RankChart.success(called), RankChart.latency(called));
    }

    private List<TableView> tables() {
        return Stream.of(
                        Dimension.REPORTED.stream()
                                .filter(this::isWorthATable)
                                .map(dimension -> ReportTables.groups(dimension, report.groups(dimension))),
                        Stream.of(ReportTables.slots(report.period().length().slot(), report.slots())),
                        Stream.of(
                                        ReportTables.budgets(
                                                report.surroundings().budgets(), zone()),
                                        ReportTables.prices(
                                                report.surroundings().prices(), zone()),
                                        report.surroundings().experiments().table(),
                                        report.surroundings().experiments().shadowTable(),
                                        ReportTables.counts(
                                                report.surroundings().counts()))
                                .filter(table -> !table.rows().isEmpty()),
                        report.surroundings().outlook().tables().stream(),
                        Stream.of(ReportTables.errors(report.errors()))
                                .filter(table -> !table.rows().isEmpty()),
                        Stream.of(ReportTables.dearest(
                                        report.dearest(), report.period().zone()))
                                .filter(table -> !table.rows().isEmpty()))
                .flatMap(tables -> tables)
                .toList();
    }

    private boolean isWorthATable(Dimension dimension) {
        return dimension != Dimension.JOB
                || report.groups(Dimension.JOB).stream()
                        .anyMatch(group -> !group.name().equals(Dimension.JOB.unnamed()));
    }
}
