package io.fareway.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** What is known of the files of {@code /v1/files}, in table {@code api_file}. */
@Component
class FileStore {

    private static final RowMapper<ApiFile> FILE = (row, index) -> new ApiFile(
            row.getString("id"),
            row.getString("owner"),
            row.getString("filename"),
            row.getString("purpose"),
            row.getLong("bytes"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            expiry(row));

    private final JdbcTemplate jdbc;
    private final Clock clock;

    FileStore(DataSource dataSource, Clock clock) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.clock = clock;
    }

    /** Adds a file whose bytes are in place; one that is there already stays as it is. */
    void add(ApiFile file) {
        jdbc.update(
                "insert into api_file (id, owner, filename, purpose, bytes, created_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                file.id(),
                file.owner(),
                file.filename(),
                file.purpose(),
                file.bytes(),
                file.createdAt().toEpochMilli(),
                file.expiresAt().map(Instant::toEpochMilli).orElse(null));
    }

    /** The file of this id, unless it has expired. */
    Optional<ApiFile> find(String id) {
        return jdbc
                .query(
                        "select * from api_file where id = ? and (expires_at is null or expires_at > ?)",
                        FILE,
                        id,
                        clock.millis())
                .stream()
                .findFirst();
    }

    /**
     * Files of one owner, by their age.
     *
     * @param purpose only files of it; empty = all
     * @param after the file after which the page begins; empty = from the start
     */
    List<ApiFile> page(
            String owner, Optional<String> purpose, Optional<ApiFile> after, boolean oldestFirst, int limit) {
        String order = oldestFirst ? "asc" : "desc";
        String beyond = oldestFirst ? ">" : "<";
        long created = after.map(file -> file.createdAt().toEpochMilli()).orElse(oldestFirst ? -1 : Long.MAX_VALUE);
        return jdbc.query(
                "select * from api_file where owner = ? and (expires_at is null or expires_at > ?)"
                        + " and (? = '' or purpose = ?) and (created_at " + beyond
                        + " ? or (created_at = ? and id " + beyond + " ?)) order by created_at " + order + ", id "
                        + order + " limit ?",
                FILE,
                owner,
                clock.millis(),
                purpose.orElse(""),
                purpose.orElse(""),
                created,
                created,
                after.map(ApiFile::id).orElse(""),
                limit);
    }

    /** Files whose time is over. */
    List<ApiFile> expired() {
        return jdbc.query("select * from api_file where expires_at <= ?", FILE, clock.millis());
    }

    /** Whether a batch that is not done reads this file. */
    Optional<String> batchThatReads(String file) {
        return jdbc
                .queryForList(
                        "select b.id from api_batch b join batch_job j on j.id = b.id where b.input_file = ?"
                                + " and j.state <> 'done'",
                        String.class,
                        file)
                .stream()
                .findFirst();
    }

    /** Forgets a file. */
    void delete(String id) {
        jdbc.update("delete from api_file where id = ?", id);
    }

    private static Optional<Instant> expiry(ResultSet row) throws SQLException {
        long millis = row.getLong("expires_at");
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
