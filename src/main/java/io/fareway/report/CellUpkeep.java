package io.fareway.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds up the hours that have ended, for questions about long periods. The last 47 are added up again, because requests
 * may end late, and earlier ones in which a provider batch ended since. One hour is one short transaction, because SQLite has one writer.
 */
@Component
public class CellUpkeep {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MAY_END_LATE = Duration.ofHours(47);

    private static final String STATE = "select added_up_to from cell_upkeep where id = 1";
    private static final String LOCK = "update cell_upkeep set added_up_to = added_up_to where id = 1";
    private static final String BEGINNING = "select received_at from request order by received_at limit 1";

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CellUpkeep(JdbcClient database, TransactionTemplate transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Adds up what has ended since the last time; may be repeated. */
    public void run() {
        Instant end = clock.instant().truncatedTo(ChronoUnit.HOURS);
        Optional<Instant> added = moment(STATE);
        Optional<Instant> settled = added.map(until -> until.minus(MAY_END_LATE));
        settled.ifPresent(
                moment -> new LateBatches(database).hoursBefore(moment).forEach(hour -> inTransaction(hour, true)));
        Optional<Instant> start = settled.or(() -> moment(BEGINNING));
        start.map(first -> first.truncatedTo(ChronoUnit.HOURS)).ifPresent(first -> {
            for (Instant hour = first; hour.isBefore(end); hour = hour.plus(HOUR)) {
                inTransaction(hour, added.filter(hour::isBefore).isPresent());
            }
        });
    }

    private void inTransaction(Instant hour, boolean again) {
        transaction.executeWithoutResult(any -> replace(hour, again));
    }

    private void replace(Instant hour, boolean again) {
        // writes come first: a transaction of SQLite that reads before it writes fails when another one wrote between;
        // and the first one holds back other gateways on this database, which are at the same hour
        database.sql(LOCK).update();
        long from = hour.toEpochMilli();
        database.sql("delete from request_cell where hour = ?").param(from).update();
        database.sql("delete from attempt_cell where hour = ?").param(from).update();
        add(RolledCells.addRequests(), hour);
        add(RolledCells.addAttempts(), hour);
        new RolledDurations(database).replace(hour);
        if (!again) {
            database.sql(
                            """
                            insert into cell_upkeep (id, added_up_to) values (1, :to)
                            on conflict (id) do update set added_up_to = excluded.added_up_to
                            """)
                    .param("to", hour.plus(HOUR).toEpochMilli())
                    .update();
        }
    }

    private void add(String sql, Instant hour) {
        database.sql(sql)
                .param("from", hour.toEpochMilli())
                .param("to", hour.plus(HOUR).toEpochMilli())
                .update();
    }

    private Optional<Instant> moment(String sql) {
        return database.sql(sql).query(Long.class).optional().map(Instant::ofEpochMilli);
    }
}
