package io.fareway.batch;

import io.fareway.model.Money;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is known of the lines of jobs, in tables {@code batch_line}, {@code batch_custom_id} and {@code batch_tally}. What
 * a method has stored is durable on return.
 */
@Component
class LineStore {

    private static final int FORGOTTEN_AT_ONCE = 500;

    /** Lines that were sent and failed: what sending again may mend. */
    private static final String MENDABLE = "failed = 1 and request_id <> ''";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    LineStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
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

    /**
     * Records results, in one transaction; a line that has a result keeps it. Each gets a position, which tells for
     * all gateways together in which order results have been recorded.
     *
     * @return those that were recorded
     */
    List<LineResult> record(String job, List<LineResult> results, long finishedAt) {
        return Optional.ofNullable(transaction.execute(status -> {
                    List<LineResult> recorded = new ArrayList<>();
                    long position = positions(job, results.size());
                    for (LineResult result : results) {
                        position++;
                        if (insert(job, position, result, finishedAt)) {
                            recorded.add(result);
                        }
                    }
                    tally(job, recorded);
                    return recorded;
                }))
                .orElseThrow();
    }

    /** Takes so many positions, those behind the returned one; until the transaction ends nobody else gets any. */
    private long positions(String job, int count) {
        return Optional.ofNullable(jdbc.queryForObject(
                                "update batch_job set recorded = recorded + ? where id = ? returning recorded",
                                Long.class,
                                count,
                                job))
                        .orElseThrow()
                - count;
    }

    private boolean insert(String job, long position, LineResult result, long finishedAt) {
        return jdbc.update(
                        "insert into batch_line (job, line, position, custom_id, request_id, failed, result, finished_at,"
                                + " reason, way) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        job,
                        result.line(),
                        position,
                        result.customId().orElse(null),
                        result.requestId(),
                        result.failed() ? 1 : 0,
                        result.json(),
                        finishedAt,
                        result.reason(),
                        JobOptions.word(result.way()))
                > 0;
    }

    private void tally(String job, List<LineResult> recorded) {
        Map<Way, Tally> tallies = new EnumMap<>(Way.class);
        for (LineResult result : recorded) {
            tallies.merge(result.way(), Tally.of(result), Tally::plus);
        }
        tallies.forEach((way, tally) -> jdbc.update(
                "insert into batch_tally (job, way, lines, failed, unpriced, cost_pico_usd, compared_pico_usd,"
                        + " baseline_pico_usd) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (job, way) do update set"
                        + " lines = batch_tally.lines + excluded.lines,"
                        + " failed = batch_tally.failed + excluded.failed,"
                        + " unpriced = batch_tally.unpriced + excluded.unpriced,"
                        + " cost_pico_usd = batch_tally.cost_pico_usd + excluded.cost_pico_usd,"
                        + " compared_pico_usd = batch_tally.compared_pico_usd + excluded.compared_pico_usd,"
                        + " baseline_pico_usd = batch_tally.baseline_pico_usd + excluded.baseline_pico_usd",
                job,
                JobOptions.word(way),
                tally.lines(),
                tally.failed(),
                tally.unpriced(),
                Money.toPico(tally.costUsd()),
                Money.toPico(tally.comparedUsd()),
                Money.toPico(tally.baselineUsd())));
        Tally all = tallies.values().stream().reduce(Tally.NONE, Tally::plus);
        jdbc.update(
                "update batch_job set lines_done = lines_done + ?, lines_failed = lines_failed + ?,"
                        + " cost_pico_usd = cost_pico_usd + ? where id = ?",
                all.lines(),
                all.failed(),
                Money.toPico(all.costUsd()),
                job);
    }

    /** Lines and money by way. */
    Map<Way, Tally> tallies(String job) {
        Map<Way, Tally> tallies = new EnumMap<>(Way.class);
        jdbc.query(
                "select * from batch_tally where job = ?",
                row -> {
                    tallies.put(
                            Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                            new Tally(
                                    row.getLong("lines"),
                                    row.getLong("failed"),
                                    row.getLong("unpriced"),
                                    Money.fromPico(row.getLong("cost_pico_usd")),
                                    Money.fromPico(row.getLong("compared_pico_usd")),
                                    Money.fromPico(row.getLong("baseline_pico_usd"))));
                },
                job);
        return tallies;
    }

    /** Why lines failed, the most frequent reason first. */
    List<Failures> failures(String job) {
        return jdbc.query(
                "select reason, count(*) as lines from batch_line where job = ? and failed = 1 group by reason"
                        + " order by lines desc, reason",
                (row, index) -> new Failures(row.getString("reason"), row.getLong("lines")),
                job);
    }

    /** Results in the order of their lines, beginning after a line. */
    List<StoredResult> resultsAfter(String job, long line, int limit) {
        return results("line", job, line, limit);
    }

    /** Results in the order in which they were recorded, beginning after a position. */
    List<StoredResult> recordedAfter(String job, long position, int limit) {
        return results("position", job, position, limit);
    }

    private List<StoredResult> results(String order, String job, long after, int limit) {
        return jdbc.query(
                "select line, position, failed, result from batch_line where job = ? and " + order + " > ? order by "
                        + order + " limit ?",
                (row, index) -> new StoredResult(
                        row.getLong("line"),
                        row.getLong("position"),
                        row.getInt("failed") == 1,
                        row.getString("result")),
                job,
                after,
                limit);
    }

    /**
     * Takes back the results of lines that were sent and failed, so that they are sent again. A result file that grows
     * holds them already and is begun anew.
     *
     * @return how many; none when the job is ending already
     */
    int reopenFailed(String job) {
        return Optional.ofNullable(transaction.execute(status -> {
                    // from here to the commit nobody can find that every line has its result
                    if (jdbc.update("update batch_job set recorded = recorded where id = ? and state = 'running'", job)
                            == 0) {
                        return 0;
                    }
                    jdbc.update(
                            "update batch_tally set lines = lines - (select count(*) from batch_line l where l.job ="
                                    + " batch_tally.job and l.way = batch_tally.way and " + MENDABLE + "), failed ="
                                    + " failed - (select count(*) from batch_line l where l.job = batch_tally.job and"
                                    + " l.way = batch_tally.way and " + MENDABLE + ") where job = ?",
                            job);
                    int reopened = jdbc.update("delete from batch_line where job = ? and " + MENDABLE, job);
                    jdbc.update("delete from batch_growth where job = ?", job);
                    jdbc.update(
                            "update batch_job set lines_done = lines_done - ?, lines_failed = lines_failed - ?"
                                    + " where id = ?",
                            reopened,
                            reopened,
                            job);
                    return reopened;
                }))
                .orElse(0);
    }

    /** Lines of a delivered job that were sent and failed, rising, beginning after a line. */
    List<Long> failedAfter(String job, long line, int limit) {
        return jdbc.queryForList(
                "select line from batch_line where job = ? and line > ? and " + MENDABLE + " order by line limit ?",
                Long.class,
                job,
                line,
                limit);
    }

    /**
     * Forgets the lines of a delivered job, a few at a time: the ledger must not wait long for the database. Of those
     * that were sent and failed the numbers stay, so that they can be sent again.
     */
    void forgetLines(String job) {
        deleteInPortions("batch_line", "line", "result <> '' and not (" + MENDABLE + ")", job);
        jdbc.update("update batch_line set result = '' where job = ?", job);
        deleteInPortions("batch_custom_id", "custom_id", "1 = 1", job);
        jdbc.update("delete from batch_growth where job = ?", job);
    }

    private void deleteInPortions(String table, String key, String condition, String job) {
        String portion = "delete from " + table + " where job = ? and " + key + " in (select " + key + " from " + table
                + " where job = ? and " + condition + " limit " + FORGOTTEN_AT_ONCE + ")";
        int deleted = FORGOTTEN_AT_ONCE;
        while (deleted == FORGOTTEN_AT_ONCE) {
            deleted = jdbc.update(portion, job, job);
        }
    }

    /**
     * A result as it was recorded.
     *
     * @param position larger than that of all that were recorded before
     */
    record StoredResult(long line, long position, boolean failed, String json) {}

    /** How many lines failed for one reason. */
    record Failures(String reason, long lines) {}
}
