package io.fareway.ledger;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes what is older than it must be kept, a few rows at a time, so that calls do not wait for it. */
@Component
class Retention {

    private static final int AT_ONCE = 2_000;

    private final JdbcClient database;

    Retention(JdbcClient database) {
        this.database = database;
    }

    /**
     * Deletes attempts opened, requests received and answers of shadows compared before a moment. What is still under way
     * stays.
     *
     * @return how many rows were deleted
     */
    long deleteBefore(Instant moment) {
        return deleteBefore("attempt", "opened_at", " and closed_at is not null", moment)
                + deleteBefore("request", "received_at", "", moment)
                + deleteBefore("shadow_call", "at_ms", "", moment);
    }

    private long deleteBefore(String table, String column, String besides, Instant moment) {
        String sql = "delete from " + table + " where id in (select id from " + table + " where " + column
                + " < :moment" + besides + " order by " + column + " limit " + AT_ONCE + ")";
        long deleted = 0;
        int rows;
        do {
            rows = database.sql(sql).param("moment", moment.toEpochMilli()).update();
            deleted += rows;
        } while (rows == AT_ONCE && !Thread.currentThread().isInterrupted());
        return deleted;
    }
}
