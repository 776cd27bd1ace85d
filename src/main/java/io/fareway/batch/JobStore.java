package io.fareway.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known of jobs and their lines, in tables {@code batch_*}. What a method has stored is durable on return. */
@Component
class JobStore {

    private static final int FORGOTTEN_AT_ONCE = 500;
    private static final RowMapper<Job> JOB = (row, index) -> new Job(
            row.getString("id"),
            row.getString("name"),
            row.getLong("input_bytes"),
            Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(row.getString("output")),
            optionalLong(row, "lines_total"),
            row.getLong("lines_done"),
            row.getLong("lines_failed"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    JobStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Adds a job that nothing has been done for. */
    Job add(String id, String name, long inputBytes, long receivedAt) {
        jdbc.update(
                "insert into batch_job (id, name, input_bytes, state, received_at, lines_done, lines_failed)"
                        + " values (?, ?, ?, 'running', ?, 0, 0)",
                id,
                name,
                inputBytes,
                receivedAt);
        return new Job(id, name, inputBytes, Job.State.RUNNING, Optional.empty(), OptionalLong.empty(), 0, 0);
    }

    /** Whether a job that is not done has this name. */
    boolean isNameTaken(String name) {
        return !jdbc.queryForList("select id from batch_job where name = ? and state <> 'done'", String.class, name)
                .isEmpty();
    }

    /** The job of this id. */
    Job job(String id) {
        return jdbc.query("select * from batch_job where id = ?", JOB, id).getFirst();
    }

    /** Jobs that are not done, oldest first. */
    List<Job> unfinished() {
        return jdbc.query("select * from batch_job where state <> 'done' order by received_at, id", JOB);
    }

    /**
     * Notes which line uses a {@code custom_id}; of several lines the first one noted keeps it.
     *
     * @param uses lines with an id, in the order of the file
     */
    void noteIds(String job, List<ParsedLine> uses) {
        List<Object[]> rows = uses.stream()
                .flatMap(line -> line.readableId().map(id -> new Object[] {job, id, line.number()}).stream())
                .toList();
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(
                "insert into batch_custom_id (job, custom_id, line) values (?, ?, ?) on conflict do nothing", rows));
    }

    /** The line that was the first to use this {@code custom_id}. */
    OptionalLong firstUse(String job, String customId) {
        return jdbc
                .queryForList(
                        "select line from batch_custom_id where job = ? and custom_id = ?", Long.class, job, customId)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Notes how many lines the job has. */
    void counted(String job, long lines) {
        jdbc.update("update batch_job set lines_total = ? where id = ?", lines, job);
    }

    /** Records results, in one transaction; a line that has a result keeps it. */
    void record(String job, List<LineResult> results, long finishedAt) {
        transaction.executeWithoutResult(status -> {
            int done = 0;
            int failed = 0;
            for (LineResult result : results) {
                if (insert(job, result, finishedAt)) {
                    done++;
                    failed += result.failed() ? 1 : 0;
                }
            }
            jdbc.update(
                    "update batch_job set lines_done = lines_done + ?, lines_failed = lines_failed + ? where id = ?",
                    done,
                    failed,
                    job);
        });
    }

    private boolean insert(String job, LineResult result, long finishedAt) {
        return jdbc.update(
                        "insert into batch_line (job, line, custom_id, request_id, failed, result, finished_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        job,
                        result.line(),
                        result.customId().orElse(null),
                        result.requestId(),
                        result.failed() ? 1 : 0,
                        result.json(),
                        finishedAt)
                > 0;
    }

    /** Numbers of lines that have a result, rising, beginning after a line. */
    List<Long> recordedAfter(String job, long line, int limit) {
        return jdbc.queryForList(
                "select line from batch_line where job = ? and line > ? order by line limit ?",
                Long.class,
                job,
                line,
                limit);
    }

    /** Results in the order of their lines, beginning after a line. */
    List<StoredResult> resultsAfter(String job, long line, int limit) {
        return jdbc.query(
                "select line, result from batch_line where job = ? and line > ? order by line limit ?",
                (row, index) -> new StoredResult(row.getLong("line"), row.getString("result")),
                job,
                line,
                limit);
    }

    /** Whether a job that is not done will write a result file of this name. */
    boolean isOutputTaken(String output) {
        return !jdbc.queryForList("select id from batch_job where output = ? and state <> 'done'", String.class, output)
                .isEmpty();
    }

    /** Notes that every line has its result, and the name of the result file. */
    void writing(String job, String output) {
        jdbc.update("update batch_job set state = 'writing', output = ? where id = ?", output, job);
    }

    /** Notes that the result file is in place. */
    void delivered(String job) {
        jdbc.update("update batch_job set state = 'delivered' where id = ?", job);
    }

    /** Forgets the lines of a delivered job, a few at a time: the ledger must not wait long for the database. */
    void forgetLines(String job) {
        deleteInPortions("batch_line", "line", job);
        deleteInPortions("batch_custom_id", "custom_id", job);
    }

    private void deleteInPortions(String table, String key, String job) {
        String portion = "delete from " + table + " where job = ? and " + key + " in (select " + key + " from " + table
                + " where job = ? limit " + FORGOTTEN_AT_ONCE + ")";
        int deleted = FORGOTTEN_AT_ONCE;
        while (deleted == FORGOTTEN_AT_ONCE) {
            deleted = jdbc.update(portion, job, job);
        }
    }

    /** Ends the job. */
    void done(String job, long finishedAt) {
        jdbc.update("update batch_job set state = 'done', finished_at = ? where id = ?", finishedAt, job);
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A result as it was recorded. */
    record StoredResult(long line, String json) {}
}
