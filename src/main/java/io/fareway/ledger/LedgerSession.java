package io.fareway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection whose statements stay prepared from one transaction to the next. Used by one thread at a time. */
final class LedgerSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerSession.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private LedgerSession(Connection connection) {
        this.connection = connection;
    }

    /** Takes a connection over; closing the session gives it back. */
    static LedgerSession on(Connection connection) throws SQLException {
        LedgerSession session = new LedgerSession(connection);
        try {
            connection.setAutoCommit(false);
            return session;
        } catch (SQLException unusable) {
            session.close();
            throw unusable;
        }
    }

    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollBack(Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** The pool closes the statements with the connection. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyBroken) {
            LOG.debug("A connection of the ledger did not close cleanly", alreadyBroken);
        }
    }
}
