package io.fareway.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the hours that provider batches change long after they ended: a line is booked when it ends, under the moment at
 * which its batch was handed over, and a provider may take a week.
 */
public final class LateBatches {

    /** An hour of which rows are being deleted must not be added up again: its sums would lose them. */
    private static final Duration FROM_DELETED_ROWS = Duration.ofDays(1);

    private static final String HOURS =
            """
            select hour from (
                select opened_at - opened_at % 3600000 as hour from attempt
                 where kind = 'batch' and closed_at >= :moment
                 union
                select r.received_at - r.received_at % 3600000 from attempt a join request r on r.id = a.request_id
                 where a.kind = 'batch' and a.closed_at >= :moment
            ) changed
             where hour < :moment
               and hour >= coalesce((select kept_from from ledger_upkeep where id = 1), 0) + :distance
             order by hour
            """;

    private final JdbcClient database;

    /** Reads from the ledger's database. */
    public LateBatches(JdbcClient database) {
        this.database = database;
    }

    /** The hours before a moment that hold lines which ended at that moment or later, except deleted ones. */
    public List<Instant> hoursBefore(Instant moment) {
        return database.sql(HOURS)
                .param("moment", moment.toEpochMilli())
                .param("distance", FROM_DELETED_ROWS.toMillis())
                .query((row, number) -> Instant.ofEpochMilli(row.getLong("hour")))
                .list();
    }
}
