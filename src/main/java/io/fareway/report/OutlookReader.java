package io.fareway.report;

import io.fareway.model.Money;
import io.fareway.report.forecast.Forecasts;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the month ahead, fees and the latest audit. */
final class OutlookReader {

    /** Audits run once a week. */
    private static final Duration LATEST = Duration.ofDays(8);

    private static final String FEES =
            """
            select deployment, month, pico_usd from fixed_charge where booked_at >= :from and booked_at < :to
            order by pico_usd desc, deployment
            """;

    private static final String FINDINGS =
            """
            select kind, finding, advice from audit_finding
             where found_at = (select max(found_at) from audit_run where found_at > :since and found_at <= :until)
             order by number limit 50
            """;

    private final JdbcClient jdbc;
    private final ReportPeriod period;

    OutlookReader(JdbcClient jdbc, ReportPeriod period) {
        this.jdbc = jdbc;
        this.period = period;
    }

    OutlookSection read() {
        Instant last = period.soFar() ? period.writtenAt() : period.to().minusMillis(1);
        return new OutlookSection(Forecasts.of(jdbc, period.zone(), last), fees(), findings());
    }

    private List<OutlookSection.Fee> fees() {
        return jdbc.sql(FEES)
                .param("from", period.from().toEpochMilli())
                .param("to", period.to().toEpochMilli())
                .query((row, number) -> new OutlookSection.Fee(
                        row.getString("deployment"),
                        YearMonth.parse(row.getString("month")),
                        Money.fromPico(row.getLong("pico_usd"))))
                .list();
    }

    /** Only in reports of weeks: the audit runs just before they are written. */
    private List<OutlookSection.AuditLine> findings() {
        if (period.length() != ReportPeriod.Length.WEEK) {
            return List.of();
        }
        return jdbc.sql(FINDINGS)
                .param("since", period.to().minus(LATEST).toEpochMilli())
                .param("until", period.to().plus(Duration.ofDays(1)).toEpochMilli())
                .query((row, number) -> new OutlookSection.AuditLine(
                        row.getString("kind"), row.getString("finding"), row.getString("advice")))
                .list();
    }
}
