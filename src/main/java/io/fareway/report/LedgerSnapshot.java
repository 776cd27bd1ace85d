package io.fareway.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;

/**
 * Reads the ledger in one state while it is written to. Spring's transactions do not serve here: the ledger's SQLite
 * connections begin every transaction as writers, and a report must not hold the write lock.
 */
@Component
public class LedgerSnapshot {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int LONGEST_STATEMENT_MILLIS = 30 * 60 * 1_000;

    private final DataSource dataSource;

    /** Reads from that database. */
    public LedgerSnapshot(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs queries that all see the same state, and stream their rows.
     *
     * @throws DataAccessResourceFailureException when the ledger cannot be reached
     */
    public <T> T read(Function<JdbcClient, T> queries) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isWrapperFor(SQLiteConnection.class)
                    ? readEmbedded(connection, queries)
                    : readServer(connection, queries);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot read the ledger for a report", e);
        }
    }

    private static <T> T readEmbedded(Connection connection, Function<JdbcClient, T> queries) throws SQLException {
        SQLiteConnectionConfig settings =
                connection.unwrap(SQLiteConnection.class).getConnectionConfig();
        TransactionMode usual = settings.getTransactionMode();
        settings.setTransactionMode(TransactionMode.DEFERRED);
        try {
            return inTransaction(connection, queries);
        } finally {
            settings.setTransactionMode(usual);
        }
    }

    private static <T> T readServer(Connection connection, Function<JdbcClient, T> queries) throws SQLException {
        int usualIsolation = connection.getTransactionIsolation();
        int usualTimeout = connection.getNetworkTimeout();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        // sums over millions of rows take longer than the ledger's own statements may
        connection.setNetworkTimeout(Runnable::run, LONGEST_STATEMENT_MILLIS);
        try {
            return inTransaction(connection, queries);
        } finally {
            connection.setNetworkTimeout(Runnable::run, usualTimeout);
            connection.setTransactionIsolation(usualIsolation);
        }
    }

    private static <T> T inTransaction(Connection connection, Function<JdbcClient, T> queries) throws SQLException {
        connection.setAutoCommit(false);
        try {
            JdbcTemplate streaming = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            streaming.setFetchSize(ROWS_AT_ONCE);
            return queries.apply(JdbcClient.create(streaming));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
