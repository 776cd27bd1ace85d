package io.fareway.ledger;

import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Journey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default database, in a file. */
class SqliteLedgerTest extends LedgerContract {

    private final Path folder;
    private Optional<Connection> lock = Optional.empty();

    SqliteLedgerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    DatabaseProperties database() {
        return LedgerFixture.properties("jdbc:sqlite:" + folder.resolve("new/folder/fareway.db"), "");
    }

    /** Another process holds the write lock, longer than the ledger waits for it. */
    @Override
    void takeAway() throws SQLException {
        Connection connection = DriverManager.getConnection(database().url());
        lock = Optional.of(connection);
        execute(connection, "begin exclusive");
    }

    @Override
    void bringBack() throws SQLException {
        execute(lock.orElseThrow(), "rollback");
    }

    @AfterEach
    void closeLock() throws SQLException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    @Test
    void dataSource_reachesTheDiskWithEveryCommit() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo("2");
    }

    @Test
    void open_rowThatBreaksAConstraintIsRefused() {
        books.database
                .sql("create trigger no_r1 before insert on attempt when new.request_id = 'r1'"
                        + " begin select raise(abort, 'no r1 here'); end")
                .update();
        Journey journey = journey("r1").build();

        assertThatThrownBy(() -> books.ledger.open(attempt(journey), journey))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("refused")
                .hasMessageContaining("no r1 here");
    }

    private String pragma(String name) {
        return books.database.sql("pragma " + name).query(String.class).single();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
