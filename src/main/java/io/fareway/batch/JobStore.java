package io.fareway.batch;

import io.fareway.model.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** What is known of jobs, in table {@code batch_job}. What a method has stored is durable on return. */
@Component
class JobStore {

    private static final RowMapper<Job> JOB = (row, index) -> new Job(
            row.getString("id"),
            row.getString("name"),
            JobOptions.parse(row.getString("options")),
            row.getLong("input_bytes"),
            Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
            Job.Control.valueOf(row.getString("control").toUpperCase(Locale.ROOT)),
            row.getString("note"),
            row.getInt("priority"),
            Optional.ofNullable(row.getString("output")),
            new Job.Counts(
                    optionalLong(row, "lines_total"),
                    row.getLong("lines_done"),
                    row.getLong("lines_failed"),
                    Money.fromPico(row.getLong("cost_pico_usd"))),
            Instant.ofEpochMilli(row.getLong("received_at")),
            instant(row, "finished_at"),
            row.getString("report"));

    private final JdbcTemplate jdbc;

    JobStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Adds a job that nothing has been done for.
     *
     * @param home which folder its files lie in
     */
    Job add(String id, String name, String home, JobOptions options, int priority, long inputBytes, long receivedAt) {
        jdbc.update(
                "insert into batch_job (id, name, home, options, priority, input_bytes, state, received_at,"
                        + " lines_done, lines_failed) values (?, ?, ?, ?, ?, ?, 'running', ?, 0, 0)",
                id,
                name,
                home,
                options.asJson(),
                priority,
                inputBytes,
                receivedAt);
        return job(id);
    }

    /** Whether a job that is not done has this name. */
    boolean isNameTaken(String name) {
        return !jdbc.queryForList("select id from batch_job where name = ? and state <> 'done'", String.class, name)
                .isEmpty();
    }

    /** The job of this id, which must exist. */
    Job job(String id) {
        return find(id).orElseThrow();
    }

    /** The job of this id. */
    Optional<Job> find(String id) {
        return jdbc.query("select * from batch_job where id = ?", JOB, id).stream()
                .findFirst();
    }

    /** The latest job of this name. */
    Optional<Job> latestOf(String name) {
        return jdbc
                .query("select * from batch_job where name = ? order by received_at desc, id desc limit 1", JOB, name)
                .stream()
                .findFirst();
    }

    /**
     * Jobs that are not done, the most urgent first, whose files lie in one of these two folders, or in one that was not
     * noted when they came.
     */
    List<Job> unfinished(String home, String otherHome) {
        return jdbc.query(
                "select * from batch_job where state in ('running', 'writing', 'delivered') and home in ('', ?, ?)"
                        + " order by priority desc, received_at, id",
                JOB,
                home,
                otherHome);
    }

    /** The latest jobs, those that are not done first. */
    List<Job> latest(int limit) {
        return jdbc.query(
                "select * from batch_job order by case when state = 'done' then 1 else 0 end, received_at desc, id desc"
                        + " limit ?",
                JOB,
                limit);
    }

    /** Notes that the input of a job has another length; its lines are counted again. */
    void resized(String job, long inputBytes) {
        jdbc.update(
                "update batch_job set input_bytes = ?, lines_total = null where id = ? and lines_done = 0",
                inputBytes,
                job);
    }

    /** Notes how many lines the job has. */
    void counted(String job, long lines) {
        jdbc.update("update batch_job set lines_total = ? where id = ?", lines, job);
    }

    /**
     * Notes what is wanted of a job whose lines do not all have results.
     *
     * @param note why, in one line
     * @return false when it is too late: every line has its result, or the job is being cancelled
     */
    boolean control(String job, Job.Control control, String note) {
        return jdbc.update(
                        "update batch_job set control = ?, note = ? where id = ? and state = 'running'"
                                + " and control in ('run', 'pause')",
                        JobOptions.word(control),
                        note,
                        job)
                > 0;
    }

    /** Notes what the owner of a job wants now. */
    void options(String job, JobOptions options) {
        jdbc.update("update batch_job set options = ? where id = ?", options.asJson(), job);
    }

    /** Notes the priority of a job. */
    void priority(String job, int priority) {
        jdbc.update("update batch_job set priority = ? where id = ?", priority, job);
    }

    /** Whether a job that is not done will write a result file of this name. */
    boolean isOutputTaken(String output) {
        return !jdbc.queryForList("select id from batch_job where output = ? and state <> 'done'", String.class, output)
                .isEmpty();
    }

    /** Notes the name of the result file, which no other job that is not done may have. */
    void output(String job, String output) {
        jdbc.update("update batch_job set output = ? where id = ?", output, job);
    }

    /**
     * Notes that every line has its result.
     *
     * @return false when that is not so
     */
    boolean writing(String job) {
        return jdbc.update(
                        "update batch_job set state = 'writing' where id = ? and state = 'running'"
                                + " and lines_done = lines_total",
                        job)
                > 0;
    }

    /** Notes that the result file is in place. */
    void delivered(String job) {
        jdbc.update("update batch_job set state = 'delivered' where id = ?", job);
    }

    /** Keeps the closing report. */
    void report(String job, String json) {
        jdbc.update("update batch_job set report = ? where id = ?", json, job);
    }

    /** Ends a job whose input cannot be read. */
    void failed(String job, String note, long finishedAt) {
        jdbc.update(
                "update batch_job set state = 'done', control = 'fail', note = ?, finished_at = ? where id = ?",
                note,
                finishedAt,
                job);
    }

    /** Ends the job. */
    void done(String job, long finishedAt) {
        jdbc.update("update batch_job set state = 'done', finished_at = ? where id = ?", finishedAt, job);
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        OptionalLong millis = optionalLong(row, column);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }
}
