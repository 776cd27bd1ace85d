package io.fareway.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.report.TableView.Cell;
import io.fareway.report.TableView.Column;
import io.fareway.report.forecast.ProviderForecast;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report tells of the month ahead and of what no longer holds.
 *
 * @param forecasts of the month in which the period ends, by provider and at the end for all together
 * @param fees flat fees booked in the period
 * @param findings of the latest audit; none in reports of days and months
 */
record OutlookSection(List<ProviderForecast> forecasts, List<Fee> fees, List<AuditLine> findings) {

    OutlookSection {
        forecasts = List.copyOf(forecasts);
        fees = List.copyOf(fees);
        findings = List.copyOf(findings);
    }

    /** A flat fee of a calendar month. */
    record Fee(String deployment, YearMonth month, BigDecimal usd) {}

    /** What an audit found, and what to do about it. */
    record AuditLine(String kind, String finding, String advice) {}

    /** Its tables, empty ones left out. */
    List<TableView> tables() {
        return Stream.of(forecastTable(), feeTable(), auditTable())
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private TableView forecastTable() {
        String month = forecasts.stream()
                .findFirst()
                .map(forecast -> forecast.month().toString())
                .orElse("");
        return new TableView(
                "forecast",
                "Forecast of " + month + ", with the range that holds 8 of 10 months",
                List.of(
                        Column.text("Provider"),
                        Column.figure("Spent so far"),
                        Column.figure("Fees"),
                        Column.figure("Forecast"),
                        Column.figure("At least"),
                        Column.figure("At most"),
                        Column.figure("Days of history")),
                forecasts.stream().map(OutlookSection::forecastRow).toList());
    }

    private static List<Cell> forecastRow(ProviderForecast forecast) {
        Optional<ProviderForecast.Outlook> outlook = forecast.outlook();
        return List.of(
                Cell.text(forecast.provider().isEmpty() ? "all" : forecast.provider()),
                usd(Optional.of(forecast.spent()), forecast),
                Cell.money(forecast.fees()),
                usd(outlook.map(ProviderForecast.Outlook::expected), forecast),
                usd(outlook.map(ProviderForecast.Outlook::low), forecast),
                usd(outlook.map(ProviderForecast.Outlook::high), forecast),
                Cell.figure(HtmlText.count(forecast.days())));
    }

    /** A lower bound where some cost is unknown, and unknown where all of it is. */
    private static Cell usd(Optional<BigDecimal> amount, ProviderForecast forecast) {
        boolean partly = forecast.unpriced() > 0;
        boolean wholly = partly && forecast.spent().signum() == 0;
        return partly && amount.isPresent() ? Cell.atLeast(amount.filter(any -> !wholly)) : Cell.money(amount);
    }

    private TableView feeTable() {
        return new TableView(
                "fees",
                "Monthly fees, beside the spend above",
                List.of(Column.text("Deployment"), Column.text("Month"), Column.figure("Fee")),
                fees.stream()
                        .map(fee -> List.of(
                                Cell.text(fee.deployment()),
                                Cell.text(fee.month().toString()),
                                Cell.money(fee.usd())))
                        .toList());
    }

    private TableView auditTable() {
        return new TableView(
                "audit",
                "What no longer holds",
                List.of(Column.text("Finding"), Column.text("What to do")),
                findings.stream()
                        .map(line -> List.of(Cell.text(line.finding()), Cell.text(line.advice())))
                        .toList());
    }

    /** Adds it to a report for programs. */
    void write(ObjectNode root) {
        ArrayNode ahead = root.putArray("forecast");
        for (ProviderForecast forecast : forecasts) {
            Optional<ProviderForecast.Outlook> outlook = forecast.outlook();
            ahead.addObject()
                    .put("month", forecast.month().toString())
                    .put("provider", forecast.provider())
                    .put("spent_usd", Money.format(forecast.spent()))
                    .put("fees_usd", Money.format(forecast.fees()))
                    .put("forecast_usd", usd(outlook.map(ProviderForecast.Outlook::expected)))
                    .put("low_usd", usd(outlook.map(ProviderForecast.Outlook::low)))
                    .put("high_usd", usd(outlook.map(ProviderForecast.Outlook::high)))
                    .put("history_days", forecast.days())
                    .put("unpriced_answers", forecast.unpriced());
        }
        ArrayNode charged = root.putArray("fees");
        fees.forEach(fee -> charged.addObject()
                .put("deployment", fee.deployment())
                .put("month", fee.month().toString())
                .put("fee_usd", Money.format(fee.usd())));
        ArrayNode stale = root.putArray("audit");
        findings.forEach(line -> stale.addObject()
                .put("kind", line.kind())
                .put("finding", line.finding())
                .put("advice", line.advice()));
    }

    private static @Nullable String usd(Optional<BigDecimal> amount) {
        return amount.map(Money::format).orElse(null);
    }
}
