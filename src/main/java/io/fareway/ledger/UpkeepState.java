package io.fareway.ledger;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the upkeep has come: the table {@code ledger_upkeep}. */
@Component
class UpkeepState {

    private static final String WRITE =
            """
            insert into ledger_upkeep (id, added_up_to, kept_from) values (1, :added, :kept)
                on conflict (id) do update set added_up_to = excluded.added_up_to,
                    kept_from = case when excluded.kept_from > ledger_upkeep.kept_from
                                     then excluded.kept_from else ledger_upkeep.kept_from end""";

    private final JdbcClient database;

    UpkeepState(JdbcClient database) {
        this.database = database;
    }

    /**
     * Whole hours.
     *
     * @param addedUpTo first hour without sums
     * @param keptFrom rows before it are deleted
     */
    record Progress(Instant addedUpTo, Instant keptFrom) {}

    /** What is written; before the first run, the hour of the first row in the ledger, or this hour when it is empty. */
    Progress read(Instant thisHour) {
        Optional<Progress> written = database.sql("select added_up_to, kept_from from ledger_upkeep where id = 1")
                .query((row, number) -> new Progress(
                        Instant.ofEpochMilli(row.getLong("added_up_to")),
                        Instant.ofEpochMilli(row.getLong("kept_from"))))
                .optional();
        return written.orElseGet(() -> new Progress(firstRow(thisHour), Instant.EPOCH));
    }

    void addedUpTo(Progress before, Instant hour) {
        write(hour, before.keptFrom());
    }

    void keptFrom(Instant addedUpTo, Instant moment) {
        write(addedUpTo, moment);
    }

    private void write(Instant addedUpTo, Instant keptFrom) {
        database.sql(WRITE)
                .param("added", addedUpTo.toEpochMilli())
                .param("kept", keptFrom.toEpochMilli())
                .update();
    }

    private Instant firstRow(Instant thisHour) {
        long first = database.sql(
                        "select coalesce((select min(opened_at) from attempt), (select min(received_at) from request), :now)")
                .param("now", thisHour.toEpochMilli())
                .query(Long.class)
                .single();
        return Instant.ofEpochMilli(first);
    }
}
