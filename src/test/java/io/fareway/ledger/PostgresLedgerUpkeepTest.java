package io.fareway.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** A PostgreSQL server, started for this class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLedgerUpkeepTest extends LedgerUpkeepContract {

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;

    PostgresLedgerUpkeepTest() throws IOException {
        this.server = EmbeddedPostgres.start();
    }

    @Override
    DatabaseProperties emptyDatabase() throws SQLException {
        String name = "upkeep" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return LedgerFixture.properties(server.getJdbcUrl("postgres", name), "postgres");
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }
}
