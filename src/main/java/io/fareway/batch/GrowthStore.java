package io.fareway.batch;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far growing result files are on disk, in table {@code batch_growth}. What a method stores is durable on return. */
@Component
class GrowthStore {

    private final JdbcTemplate jdbc;

    GrowthStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * What of a result file is on disk.
     *
     * @param position of the last result in it; 0 = none
     */
    record Grown(long position, long bytes) {

        static final Grown NOTHING = new Grown(0, 0);
    }

    /** How far the file of a job is; notes that it has been begun. */
    Grown begun(String job) {
        jdbc.update("insert into batch_growth (job, position, bytes) values (?, 0, 0) on conflict do nothing", job);
        return jdbc.query(
                        "select position, bytes from batch_growth where job = ?",
                        (row, index) -> new Grown(row.getLong("position"), row.getLong("bytes")),
                        job)
                .getFirst();
    }

    /**
     * Notes that the file has grown.
     *
     * @return false when it is elsewhere than thought: it was begun anew, or another gateway writes it
     */
    boolean grown(String job, Grown from, Grown to) {
        return jdbc.update(
                        "update batch_growth set position = ?, bytes = ? where job = ? and position = ? and bytes = ?",
                        to.position(),
                        to.bytes(),
                        job,
                        from.position(),
                        from.bytes())
                > 0;
    }
}
