package io.fareway.report.forecast;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what providers cost by task and day: from the sums by the hour, and from single calls where these end. */
final class CostHistory {

    private static final String BY_HOUR =
            """
            select provider, task, hour, cast(sum(cost) as bigint) as cost, cast(sum(unpriced) as bigint) as unpriced from (
                select provider, task, hour, cost_pico_usd as cost,
                       case when outcome = 'answered' then unpriced else 0 end as unpriced
                  from attempt_hour
                 where hour >= :from and hour < :added and hour < :to
                union all
                select provider, task, opened_at - opened_at % 3600000 as hour, coalesce(cost_pico_usd, 0) as cost,
                       case when outcome = 'answered' and cost_pico_usd is null then 1 else 0 end as unpriced
                  from attempt where opened_at >= :added and opened_at >= :from and opened_at < :to
                   and closed_at is not null) hours
            group by provider, task, hour
            """;

    private static final String ADDED_UP_TO = "select added_up_to from ledger_upkeep where id = 1";

    private static final String BEGINNING =
            """
            select min(begun) from (
                select min(hour) as begun from attempt_hour union all select min(opened_at) as begun from attempt) first
            """;

    private static final String FEES =
            """
            select deployment, pico_usd from fixed_charge where month = :month
            """;

    private final JdbcClient jdbc;
    private final ZoneId zone;

    CostHistory(JdbcClient jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    /** The day of the first call; empty for an empty ledger. */
    Optional<LocalDate> firstDay() {
        return jdbc.sql(BEGINNING).query(Long.class).optional().map(moment -> Instant.ofEpochMilli(moment)
                .atZone(zone)
                .toLocalDate());
    }

    /** Reads one amount after the other. */
    @FunctionalInterface
    interface Reader {

        /**
         * What one hour cost.
         *
         * @param pico pico-dollars of calls whose cost is known
         * @param unpriced answers whose cost is not
         */
        void read(String provider, String task, Instant hour, long pico, long unpriced);
    }

    void each(Instant from, Instant to, Reader reader) {
        long added = jdbc.sql(ADDED_UP_TO).query(Long.class).optional().orElse(from.toEpochMilli());
        jdbc.sql(BY_HOUR)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .param("added", added)
                .query(row -> {
                    reader.read(
                            row.getString("provider"),
                            row.getString("task"),
                            Instant.ofEpochMilli(row.getLong("hour")),
                            row.getLong("cost"),
                            row.getLong("unpriced"));
                });
    }

    /** Flat fees booked for a month, by provider. */
    Map<String, BigDecimal> fees(YearMonth month) {
        Map<String, BigDecimal> fees = new TreeMap<>();
        jdbc.sql(FEES).param("month", month.toString()).query(row -> {
            String deployment = row.getString("deployment");
            String provider = deployment.substring(0, Math.max(0, deployment.indexOf('/')));
            fees.merge(provider, Money.fromPico(row.getLong("pico_usd")), BigDecimal::add);
        });
        return fees;
    }
}
