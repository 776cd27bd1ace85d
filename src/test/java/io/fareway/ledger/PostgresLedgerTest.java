package io.fareway.ledger;

import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Journey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A PostgreSQL server, started for this class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLedgerTest extends LedgerContract {

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;

    PostgresLedgerTest() throws IOException {
        this.server = EmbeddedPostgres.start();
    }

    @Override
    DatabaseProperties database() throws SQLException {
        execute("create database " + "ledger" + databases.incrementAndGet());
        return LedgerFixture.properties(server.getJdbcUrl("postgres", current()), "postgres");
    }

    /** The server ends all connections and takes no new ones. */
    @Override
    void takeAway() throws SQLException {
        execute("alter database " + current() + " with allow_connections false");
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + current() + "'");
    }

    @Override
    void bringBack() throws SQLException {
        execute("alter database " + current() + " with allow_connections true");
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @Test
    void open_goesOnAfterConnectionsWereBroken() throws SQLException {
        takeAway();
        bringBack();
        Journey journey = journey("r1").build();

        books.ledger.open(attempt(journey), journey);

        assertThat(books.queries.request("r1")).isPresent();
    }

    @Test
    void open_textThatTheServerCannotStoreIsRefused() {
        Journey journey = journey("r1").task("nul \0 inside").build();

        assertThatThrownBy(() -> books.ledger.open(attempt(journey), journey))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("refused");
    }

    private String current() {
        return "ledger" + databases.get();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
