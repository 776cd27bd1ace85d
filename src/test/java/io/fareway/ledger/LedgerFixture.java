package io.fareway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger with everything it needs, started by hand instead of by Spring. */
final class LedgerFixture implements AutoCloseable {

    final JdbcClient database;
    final Ledger ledger;
    final LedgerQueries queries;
    final LedgerWriter writer;
    final LedgerLifecycle lifecycle;
    private final HikariDataSource dataSource;

    private LedgerFixture(DatabaseProperties properties, LedgerProperties ledgerProperties, Clock clock) {
        dataSource = new DataSourceConfiguration().dataSource(properties);
        Flyway.configure().dataSource(dataSource).load().migrate();
        database = JdbcClient.create(dataSource);
        GatewayInstance instance = new GatewayInstance("here");
        writer = new LedgerWriter(new LedgerStore(dataSource), ledgerProperties);
        lifecycle = new LedgerLifecycle(new LedgerRecovery(dataSource, instance, clock), writer);
        ledger = new Ledger(writer, ledgerProperties, instance, clock);
        queries = new LedgerQueries(dataSource);
    }

    /** A ledger that is not yet started. */
    static LedgerFixture on(DatabaseProperties properties, Clock clock) {
        return new LedgerFixture(properties, new LedgerProperties(Duration.ofSeconds(20), 10_000, 1_000), clock);
    }

    /** Properties of a database whose locks and connections are given up on quickly. */
    static DatabaseProperties properties(String url, String user) {
        return new DatabaseProperties(url, user, "", 4, Duration.ofSeconds(1));
    }

    DataSource dataSource() {
        return dataSource;
    }

    long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        lifecycle.stop();
        dataSource.close();
    }
}
