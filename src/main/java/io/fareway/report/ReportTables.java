package io.fareway.report;

import io.fareway.report.TableView.Cell;
import io.fareway.report.TableView.Column;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Lays the figures of a report out in tables. */
final class ReportTables {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private ReportTables() {}

    static TableView groups(Dimension dimension, List<Group> groups) {
        List<Column> columns = List.of(
                Column.text(dimension == Dimension.JOB ? "Job" : capital(dimension.label())),
                Column.figure("Requests"),
                Column.figure("Share"),
                Column.figure("Success"),
                Column.figure("Failed attempts"),
                Column.figure("Tokens in"),
                Column.figure("Tokens out"),
                Column.figure("Cost"),
                Column.figure("Baseline"),
                Column.figure("Saving"),
                Column.figure("Saved"),
                Column.figure("p50\u00a0ms"),
                Column.figure("p95\u00a0ms"),
                Column.figure("p99\u00a0ms"),
                Column.figure("First\u00a0byte p50\u00a0ms"),
                Column.figure("First\u00a0byte p95\u00a0ms"));
        return new TableView(
                dimension.label(),
                dimension.title(),
                columns,
                groups.stream().map(ReportTables::groupRow).toList());
    }

    private static List<Cell> groupRow(Group group) {
        return List.of(
                Cell.text(group.name()),
                Cell.figure(HtmlText.count(group.requests().requests())),
                Cell.figure(HtmlText.percent(group.share().value())),
                Cell.figure(HtmlText.percent(group.success().value())),
                Cell.figure(HtmlText.count(group.attempts().failed())),
                Cell.figure(HtmlText.count(group.attempts().tokensIn())),
                Cell.figure(HtmlText.count(group.attempts().tokensOut())),
                cost(group),
                Cell.money(group.baseline()),
                Cell.money(group.saving()),
                Cell.figure(HtmlText.percent(group.savingRatio())),
                Cell.figure(HtmlText.millis(group.latency().p50())),
                Cell.figure(HtmlText.millis(group.latency().p95())),
                Cell.figure(HtmlText.millis(group.latency().p99())),
                Cell.figure(HtmlText.millis(group.firstByte().p50())),
                Cell.figure(HtmlText.millis(group.firstByte().p95())));
    }

    private static Cell cost(Group group) {
        return group.costsMore() ? Cell.atLeast(group.cost()) : Cell.money(group.cost());
    }

    static TableView slots(String slot, List<Group> slots) {
        return new TableView(
                slot,
                "By " + slot,
                List.of(
                        Column.text(capital(slot)),
                        Column.figure("Requests"),
                        Column.figure("Success"),
                        Column.figure("Cost"),
                        Column.figure("Baseline"),
                        Column.figure("Saving")),
                slots.stream().map(ReportTables::slotRow).toList());
    }

    private static List<Cell> slotRow(Group slot) {
        return List.of(
                Cell.text(slot.name()),
                Cell.figure(HtmlText.count(slot.requests().requests())),
                Cell.figure(HtmlText.percent(slot.success().value())),
                cost(slot),
                Cell.money(slot.baseline()),
                Cell.money(slot.saving()));
    }

    static TableView errors(List<FrequentError> errors) {
        return new TableView(
                "errors",
                "Most frequent errors",
                List.of(
                        Column.text("Deployment"),
                        Column.text("Outcome"),
                        Column.figure("Status"),
                        Column.text("Error"),
                        Column.figure("Attempts")),
                errors.stream().map(ReportTables::errorRow).toList());
    }

    private static List<Cell> errorRow(FrequentError error) {
        return List.of(
                Cell.text(error.deployment()),
                Cell.text(error.outcome()),
                Cell.figure(error.httpStatus() == 0 ? HtmlText.NO_FIGURE : Integer.toString(error.httpStatus())),
                Cell.text(error.message()),
                Cell.figure(HtmlText.count(error.attempts())));
    }

    static TableView dearest(List<DearRequest> requests, ZoneId zone) {
        return new TableView(
                "dearest",
                "Dearest requests",
                List.of(
                        Column.text("Request"),
                        Column.text("At"),
                        Column.text("Tier"),
                        Column.text("Task"),
                        Column.text("Answered by"),
                        Column.figure("Attempts"),
                        Column.figure("Tokens in"),
                        Column.figure("Tokens out"),
                        Column.figure("Cost"),
                        Column.figure("Baseline")),
                requests.stream().map(request -> dearRow(request, zone)).toList());
    }

    private static List<Cell> dearRow(DearRequest request, ZoneId zone) {
        return List.of(
                Cell.text(request.id()),
                Cell.text(TIME.format(request.receivedAt().atZone(zone))),
                Cell.text(request.tier()),
                Cell.text(orDash(request.task())),
                Cell.text(orDash(request.deployment())),
                Cell.figure(HtmlText.count(request.attempts())),
                Cell.figure(HtmlText.count(request.tokensIn())),
                Cell.figure(HtmlText.count(request.tokensOut())),
                Cell.money(request.costUsd()),
                Cell.money(request.baselineUsd()));
    }

    static TableView budgets(List<Surroundings.BudgetLine> budgets, ZoneId zone) {
        return new TableView(
                "budgets",
                "Budgets",
                List.of(
                        Column.text("Budget"),
                        Column.text("Of"),
                        Column.text("From"),
                        Column.text("Until"),
                        Column.figure("Limit"),
                        Column.figure("Spent"),
                        Column.figure("Share\u00a0spent"),
                        Column.figure("Forecast")),
                budgets.stream().map(budget -> budgetRow(budget, zone)).toList());
    }

    private static List<Cell> budgetRow(Surroundings.BudgetLine budget, ZoneId zone) {
        return List.of(
                Cell.text(budget.budget()),
                Cell.text(budget.subject().isEmpty() ? "everything" : budget.subject()),
                Cell.text(LocalDate.ofInstant(budget.opensAt(), zone).toString()),
                Cell.text(LocalDate.ofInstant(budget.closesAt().minusMillis(1), zone)
                        .toString()),
                Cell.money(budget.limitUsd()),
                Cell.money(budget.spentUsd()),
                Cell.figure(HtmlText.percent(budget.share())),
                Cell.money(budget.forecastUsd()));
    }

    static TableView prices(List<Surroundings.PriceEdit> edits, ZoneId zone) {
        return new TableView(
                "prices",
                "Price changes",
                List.of(
                        Column.text("Deployment"),
                        Column.text("Seen"),
                        Column.text("Tokens"),
                        Column.figure("Before"),
                        Column.figure("After"),
                        Column.text("Verdict"),
                        Column.text("Why")),
                edits.stream()
                        .map(edit -> List.of(
                                Cell.text(edit.deployment()),
                                Cell.text(
                                        LocalDate.ofInstant(edit.seenAt(), zone).toString()),
                                Cell.text(edit.tokenClass()),
                                Cell.figure(orDash(edit.oldUsd())),
                                Cell.figure(orDash(edit.newUsd())),
                                Cell.text(edit.verdict()),
                                Cell.text(edit.reason())))
                        .toList());
    }

    static TableView counts(List<CountErrors.ModelError> models) {
        return new TableView(
                "counts",
                "Our token counts, against what providers reported",
                List.of(
                        Column.text("Provider"),
                        Column.text("Model"),
                        Column.figure("Prompts"),
                        Column.figure("Prompts: too many"),
                        Column.figure("Prompts: apart"),
                        Column.figure("Answers"),
                        Column.figure("Answers: too many"),
                        Column.figure("Answers: apart")),
                models.stream().map(ReportTables::countRow).toList());
    }

    private static List<Cell> countRow(CountErrors.ModelError model) {
        return List.of(
                Cell.text(model.provider()),
                Cell.text(model.model()),
                Cell.figure(HtmlText.count(model.prompt().compared())),
                Cell.figure(HtmlText.percent(model.prompt().bias())),
                Cell.figure(HtmlText.percent(model.prompt().error())),
                Cell.figure(HtmlText.count(model.answer().compared())),
                Cell.figure(HtmlText.percent(model.answer().bias())),
                Cell.figure(HtmlText.percent(model.answer().error())));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? HtmlText.NO_FIGURE : text;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
