package io.fareway.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** What callers have said about their batches, in table {@code api_batch}. */
@Component
class ApiBatchStore {

    private static final RowMapper<ApiBatch> BATCH = (row, index) -> new ApiBatch(
            row.getString("id"),
            row.getString("owner"),
            row.getString("input_file"),
            row.getString("endpoint"),
            row.getString("completion_window"),
            row.getString("metadata"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Instant.ofEpochMilli(row.getLong("expires_at")),
            optionalLong(row, "requests"),
            optionalInstant(row, "cancelled_at"));

    private final JdbcTemplate jdbc;

    ApiBatchStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    void add(ApiBatch batch) {
        jdbc.update(
                "insert into api_batch (id, owner, input_file, endpoint, completion_window, metadata, created_at,"
                        + " expires_at, requests) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                batch.id(),
                batch.owner(),
                batch.inputFile(),
                batch.endpoint(),
                batch.completionWindow(),
                batch.metadata(),
                batch.createdAt().toEpochMilli(),
                batch.expiresAt().toEpochMilli(),
                batch.requests().isPresent() ? batch.requests().getAsLong() : null);
    }

    /** Notes that the end of a batch was asked for; the first time counts. */
    ApiBatch cancelled(ApiBatch batch, Instant now) {
        jdbc.update(
                "update api_batch set cancelled_at = ? where id = ? and cancelled_at is null",
                now.toEpochMilli(),
                batch.id());
        return find(batch.id()).orElseThrow();
    }

    /** Forgets a batch. */
    void delete(String id) {
        jdbc.update("delete from api_batch where id = ?", id);
    }

    Optional<ApiBatch> find(String id) {
        return jdbc.query("select * from api_batch where id = ?", BATCH, id).stream()
                .findFirst();
    }

    /**
     * Batches of one owner that have a job, the latest first, beginning after one of them.
     *
     * @param ofMessages Anthropic's message batches, or else OpenAI's batches
     */
    List<ApiBatch> page(String owner, boolean ofMessages, Optional<ApiBatch> after, int limit) {
        long created = after.map(batch -> batch.createdAt().toEpochMilli()).orElse(Long.MAX_VALUE);
        return jdbc.query(
                "select * from api_batch where owner = ? and (created_at < ? or (created_at = ? and id < ?))"
                        + kind(ofMessages) + " order by created_at desc, id desc limit ?",
                BATCH,
                owner,
                created,
                created,
                after.map(ApiBatch::id).orElse(""),
                limit);
    }

    /** The same kind of page, but ending just before one of them; the one nearest to it first. */
    List<ApiBatch> pageBefore(String owner, boolean ofMessages, ApiBatch before, int limit) {
        long created = before.createdAt().toEpochMilli();
        return jdbc.query(
                "select * from api_batch where owner = ? and (created_at > ? or (created_at = ? and id > ?))"
                        + kind(ofMessages) + " order by created_at, id limit ?",
                BATCH,
                owner,
                created,
                created,
                before.id(),
                limit);
    }

    private static String kind(boolean ofMessages) {
        return " and endpoint " + (ofMessages ? "=" : "<>") + " '" + LineEndpoint.MESSAGES.path()
                + "' and id in (select id from batch_job)";
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        OptionalLong millis = optionalLong(row, column);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }
}
