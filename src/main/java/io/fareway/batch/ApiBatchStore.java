package io.fareway.batch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
            Instant.ofEpochMilli(row.getLong("expires_at")));

    private final JdbcTemplate jdbc;

    ApiBatchStore(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    void add(ApiBatch batch) {
        jdbc.update(
                "insert into api_batch (id, owner, input_file, endpoint, completion_window, metadata, created_at,"
                        + " expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                batch.id(),
                batch.owner(),
                batch.inputFile(),
                batch.endpoint(),
                batch.completionWindow(),
                batch.metadata(),
                batch.createdAt().toEpochMilli(),
                batch.expiresAt().toEpochMilli());
    }

    /** Forgets a batch that could not become a job. */
    void delete(String id) {
        jdbc.update("delete from api_batch where id = ?", id);
    }

    Optional<ApiBatch> find(String id) {
        return jdbc.query("select * from api_batch where id = ?", BATCH, id).stream()
                .findFirst();
    }

    /** Batches of one owner that have a job, the latest first, beginning after one of them. */
    List<ApiBatch> page(String owner, Optional<ApiBatch> after, int limit) {
        long created = after.map(batch -> batch.createdAt().toEpochMilli()).orElse(Long.MAX_VALUE);
        return jdbc.query(
                "select * from api_batch where owner = ? and (created_at < ? or (created_at = ? and id < ?))"
                        + " and id in (select id from batch_job) order by created_at desc, id desc limit ?",
                BATCH,
                owner,
                created,
                created,
                after.map(ApiBatch::id).orElse(""),
                limit);
    }
}
