package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads budgets, price changes, overrides, experiments and the error of our token counts. */
final class SurroundingsReader {

    private static final int PICO_DOLLARS = 12;

    private static final String BUDGETS =
            """
            select * from budget_window where opens_at <= :moment and closes_at > :moment
            order by budget, subject limit 200
            """;

    private static final String PRICES =
            """
            select * from price_change where seen_at >= :from and seen_at < :to
            order by seen_at desc, deployment, token_class limit 50
            """;

    private static final String OVERRIDES =
            """
            select kind, subject, tier, share_percent, reason, author, from_ms, coalesce(ended_ms, until_ms) as to_ms
              from routing_override
             where from_ms < :to and until_ms > :from and coalesce(ended_ms, until_ms) > :from
             order by from_ms, id
            """;

    private final JdbcClient jdbc;
    private final ReportPeriod period;

    SurroundingsReader(JdbcClient jdbc, ReportPeriod period) {
        this.jdbc = jdbc;
        this.period = period;
    }

    Surroundings read() {
        return new Surroundings(
                budgets(),
                prices(),
                overrides(),
                ExperimentSection.read(jdbc, period),
                CountErrors.between(jdbc, period.from(), period.to()),
                new OutlookReader(jdbc, period).read());
    }

    private List<Surroundings.BudgetLine> budgets() {
        Instant last = period.to().minusMillis(1);
        Instant moment = period.soFar() ? period.writtenAt() : last;
        return jdbc.sql(BUDGETS)
                .param("moment", moment.toEpochMilli())
                .query((row, number) -> {
                    Instant opensAt = Instant.ofEpochMilli(row.getLong("opens_at"));
                    Instant closesAt = Instant.ofEpochMilli(row.getLong("closes_at"));
                    BigDecimal spent = Money.fromPico(row.getLong("spent_pico"));
                    return new Surroundings.BudgetLine(
                            row.getString("budget"),
                            row.getString("subject"),
                            opensAt,
                            closesAt,
                            Money.fromPico(row.getLong("limit_pico")),
                            spent,
                            forecast(spent, opensAt, closesAt));
                })
                .list();
    }

    /** At the mean rate since the window opened; what is spent is known up to the moment of writing. */
    private Optional<BigDecimal> forecast(BigDecimal spent, Instant opensAt, Instant closesAt) {
        Instant known = period.writtenAt().isBefore(closesAt) ? period.writtenAt() : closesAt;
        Duration gone = Duration.between(opensAt, known);
        return gone.compareTo(Duration.ofHours(1)) < 0
                ? Optional.empty()
                : Optional.of(spent.multiply(BigDecimal.valueOf(
                                Duration.between(opensAt, closesAt).toSeconds()))
                        .divide(BigDecimal.valueOf(gone.toSeconds()), PICO_DOLLARS, RoundingMode.HALF_UP));
    }

    private List<Surroundings.PriceEdit> prices() {
        return jdbc.sql(PRICES)
                .param("from", period.from().toEpochMilli())
                .param("to", period.to().toEpochMilli())
                .query((row, number) -> new Surroundings.PriceEdit(
                        Instant.ofEpochMilli(row.getLong("seen_at")),
                        row.getString("deployment"),
                        row.getString("token_class"),
                        row.getString("old_usd"),
                        row.getString("new_usd"),
                        row.getString("verdict"),
                        row.getString("reason")))
                .list();
    }

    private List<Surroundings.OverrideInForce> overrides() {
        return jdbc.sql(OVERRIDES)
                .param("from", period.from().toEpochMilli())
                .param("to", period.to().toEpochMilli())
                .query((row, number) -> new Surroundings.OverrideInForce(
                        Surroundings.OverrideInForce.what(
                                row.getString("kind"),
                                row.getString("subject"),
                                row.getString("tier"),
                                row.getInt("share_percent")),
                        row.getString("reason"),
                        row.getString("author"),
                        Instant.ofEpochMilli(row.getLong("from_ms")),
                        Instant.ofEpochMilli(row.getLong("to_ms"))))
                .list();
    }
}
