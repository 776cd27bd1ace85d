package io.fareway.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known of provider batches and their lines. What a method has stored is durable on return. */
@Component
class ProviderBatchStore {

    private static final int FORGOTTEN_AT_ONCE = 500;

    /** A provider gives all its batches ids of their own, whichever deployment they are for. */
    private static final String OTHER_OF_THAT_ID = "remote_id = ? and id <> ? and substr(deployment, 1, ?) = ?";

    private static final RowMapper<ProviderBatch> BATCH = (row, index) -> new ProviderBatch(
            row.getString("id"),
            row.getString("job"),
            row.getString("deployment"),
            row.getString("key_name"),
            row.getString("path"),
            ProviderBatch.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
            row.getLong("lines"),
            row.getString("input_file"),
            row.getString("remote_id"),
            Instant.ofEpochMilli(row.getLong("opened_at")),
            instant(row, "creating_at"),
            row.getString("note"));
    private static final RowMapper<ProviderBatchLine> LINE = (row, index) -> new ProviderBatchLine(
            row.getLong("line"),
            row.getString("custom_id"),
            row.getString("request_id"),
            row.getString("tier"),
            row.getString("tier_reason"),
            row.getLong("spool_offset"),
            row.getInt("spool_bytes"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ProviderBatchStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Begins a batch. */
    ProviderBatch open(String id, String job, String deployment, String keyName, String path, Instant now) {
        jdbc.update(
                "insert into provider_batch (id, job, deployment, key_name, path, state, lines, input_file, remote_id,"
                        + " opened_at, note) values (?, ?, ?, ?, ?, 'filling', 0, '', '', ?, '')",
                id,
                job,
                deployment,
                keyName,
                path,
                now.toEpochMilli());
        return batch(id);
    }

    ProviderBatch batch(String id) {
        return jdbc.query("select * from provider_batch where id = ?", BATCH, id)
                .getFirst();
    }

    /** Adds lines to a batch that is being filled. */
    void add(ProviderBatch batch, List<ProviderBatchLine> lines) {
        List<Object[]> rows = lines.stream()
                .map(line -> new Object[] {
                    batch.id(),
                    batch.job(),
                    line.line(),
                    line.customId(),
                    line.requestId(),
                    line.tier(),
                    line.tierReason(),
                    line.spoolOffset(),
                    line.spoolBytes()
                })
                .toList();
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(
                "insert into provider_batch_line (batch, job, line, custom_id, request_id, tier, tier_reason,"
                        + " spool_offset, spool_bytes, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'sent')",
                rows));
    }

    /** Notes that all lines of a batch are on disk. */
    void sealed(String id, long lines) {
        jdbc.update("update provider_batch set state = 'sealed', lines = ? where id = ?", lines, id);
    }

    /** Notes that the provider has the file. */
    void uploaded(String id, String inputFile) {
        jdbc.update("update provider_batch set state = 'uploaded', input_file = ? where id = ?", inputFile, id);
    }

    /** Notes that the batch is about to be created. */
    void creating(String id, Instant now) {
        jdbc.update(
                "update provider_batch set state = 'creating', creating_at = ? where id = ?", now.toEpochMilli(), id);
    }

    /**
     * Notes what the provider calls the batch, as its answer to the creation says. A batch that was taken for this one
     * by its looks is looked for again.
     */
    void created(ProviderBatch batch, String remoteId) {
        String provider = providerOf(batch);
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "update provider_batch set state = 'creating', remote_id = ''"
                            + " where state in ('created', 'cancelling') and " + OTHER_OF_THAT_ID,
                    remoteId,
                    batch.id(),
                    provider.length(),
                    provider);
            jdbc.update(
                    "update provider_batch set state = 'created', remote_id = ? where id = ?", remoteId, batch.id());
        });
    }

    /**
     * Notes what the provider calls a batch that looks like ours.
     *
     * @return false when it is known as another of our batches at this provider
     */
    boolean found(ProviderBatch batch, String remoteId) {
        String provider = providerOf(batch);
        return jdbc.update(
                        "update provider_batch set state = 'created', remote_id = ? where id = ? and not exists (select 1"
                                + " from provider_batch o where " + OTHER_OF_THAT_ID + ")",
                        remoteId,
                        batch.id(),
                        remoteId,
                        batch.id(),
                        provider.length(),
                        provider)
                > 0;
    }

    /** The provider's name with the slash behind it. */
    private static String providerOf(ProviderBatch batch) {
        return batch.deployment().substring(0, batch.deployment().indexOf('/') + 1);
    }

    /** Notes that the provider was asked to stop. */
    void cancelling(String id) {
        jdbc.update("update provider_batch set state = 'cancelling' where id = ?", id);
    }

    /** Ends a batch: lines that were not answered are to be sent live. */
    void ended(String id, String note, Instant now) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("update provider_batch_line set state = 'returned' where batch = ? and state = 'sent'", id);
            jdbc.update(
                    "update provider_batch set state = 'ended', note = ?, ended_at = ? where id = ?",
                    note,
                    now.toEpochMilli(),
                    id);
        });
    }

    /** Notes that these lines have their results. */
    void answered(String id, List<Long> lines) {
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(
                "update provider_batch_line set state = 'answered' where batch = ? and line = ?",
                lines.stream().map(line -> new Object[] {id, line}).toList()));
    }

    /** Batches of a job whose lines are at a provider, or about to be. */
    List<ProviderBatch> open(String job) {
        return jdbc.query(
                "select * from provider_batch where job = ? and state not in ('filling', 'ended') order by opened_at, id",
                BATCH,
                job);
    }

    /** All batches of a job. */
    List<ProviderBatch> all(String job) {
        return jdbc.query("select * from provider_batch where job = ? order by opened_at, id", BATCH, job);
    }

    /**
     * Throws away what a crash has left half filled: none of it has left the house.
     *
     * @return ids of these batches
     */
    List<String> discardFilling(String job) {
        List<String> ids = jdbc.queryForList(
                "select id from provider_batch where job = ? and state = 'filling'", String.class, job);
        for (String id : ids) {
            transaction.executeWithoutResult(status -> {
                jdbc.update("delete from provider_batch_line where batch = ?", id);
                jdbc.update("delete from provider_batch where id = ?", id);
            });
        }
        return ids;
    }

    /** A line of a batch that has not been answered yet. */
    Optional<ProviderBatchLine> unanswered(String batch, long line) {
        return jdbc
                .query(
                        "select * from provider_batch_line where batch = ? and line = ? and state = 'sent'",
                        LINE,
                        batch,
                        line)
                .stream()
                .findFirst();
    }

    /** Lines of a batch that have not been answered, rising, beginning after a line. */
    List<ProviderBatchLine> unansweredAfter(String batch, long line, int limit) {
        return jdbc.query(
                "select * from provider_batch_line where batch = ? and line > ? and state = 'sent' order by line limit ?",
                LINE,
                batch,
                line,
                limit);
    }

    /** What is known of lines of a job that are not to be sent as if nothing had happened, rising. */
    List<Mark> marksAfter(String job, long line, int limit) {
        return jdbc.query(
                "select line, max(mark) as mark from ("
                        + "select line, 3 as mark from batch_line where job = ? and line > ?"
                        + " union all select line, case state when 'returned' then 1 else 2 end as mark"
                        + " from provider_batch_line where job = ? and line > ? and state in ('sent', 'returned'))"
                        + " marks group by line order by line limit ?",
                (row, index) -> new Mark(
                        row.getLong("line"),
                        switch (row.getInt("mark")) {
                            case 3 -> Mark.Kind.DONE;
                            case 2 -> Mark.Kind.AT_PROVIDER;
                            default -> Mark.Kind.LIVE_ONLY;
                        }),
                job,
                line,
                job,
                line,
                limit);
    }

    /** Whether lines of a job are still being sent. */
    boolean isRunning(String job) {
        return !jdbc.queryForList("select id from batch_job where id = ? and state = 'running'", String.class, job)
                .isEmpty();
    }

    /** Forgets the lines of a job that is done, a few at a time. */
    void forgetLines(String job) {
        int deleted = FORGOTTEN_AT_ONCE;
        while (deleted == FORGOTTEN_AT_ONCE) {
            deleted = jdbc.update(
                    "delete from provider_batch_line where job = ? and line in (select line from provider_batch_line"
                            + " where job = ? limit " + FORGOTTEN_AT_ONCE + ")",
                    job,
                    job);
        }
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** What is known of a line. */
    record Mark(long line, Kind kind) {

        /** What to do with it. */
        enum Kind {
            /** It has its result. */
            DONE,
            /** A provider has it, or is about to get it. */
            AT_PROVIDER,
            /** A provider's batch has given it back: no second batch. */
            LIVE_ONLY
        }
    }
}
