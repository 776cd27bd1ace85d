package io.fareway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.sqlite.SQLiteErrorCode;

/** Writes ledger entries, several in one transaction. */
@Component
class LedgerStore {

    private final HikariDataSource dataSource;
    private Optional<LedgerSession> session = Optional.empty();

    LedgerStore(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Makes these entries durable, all or none.
     *
     * @throws RowRefusedException when the database does not take one of them
     * @throws SQLException when the database cannot be reached or written at all
     */
    synchronized void write(List<? extends LedgerEntry> entries) throws SQLException, RowRefusedException {
        try {
            LedgerSession current = session.isPresent() ? session.get() : begin();
            writeAll(current, entries);
            current.commit();
        } catch (RowRefusedException | RuntimeException failed) {
            giveUp(failed);
            throw failed;
        } catch (AssertionError brokenConnection) {
            // PostgreSQL's driver asserts that a connection does not break within a batch
            throw lost(new SQLException("the connection broke while a batch was written", brokenConnection));
        } catch (SQLException failed) {
            if (isAboutTheRow(failed)) {
                giveUp(failed);
                throw new RowRefusedException(failed);
            }
            throw lost(failed);
        }
    }

    /** Gives the connection back until the next entry: one that idles for long may break without a sign. */
    synchronized void rest() {
        session.ifPresent(LedgerSession::close);
        session = Optional.empty();
    }

    private LedgerSession begin() throws SQLException {
        LedgerSession begun = LedgerSession.on(dataSource.getConnection());
        session = Optional.of(begun);
        return begun;
    }

    private void giveUp(Exception failed) {
        session.ifPresent(broken -> broken.rollBack(failed));
        rest();
    }

    /** What broke one connection, a restart of the server for instance, has mostly broken the idle ones too. */
    private SQLException lost(SQLException failed) {
        giveUp(failed);
        dataSource.getHikariPoolMXBean().softEvictConnections();
        return failed;
    }

    /** By kind, so that each is one JDBC batch; no kind undoes what a later entry of the same row says. */
    private static void writeAll(LedgerSession session, List<? extends LedgerEntry> entries)
            throws SQLException, RowRefusedException {
        batch(session, LedgerStatements.OPEN, only(OpenedAttempt.class, entries), LedgerStatements::bind, true);
        batch(
                session,
                LedgerStatements.WITHDRAW,
                only(WithdrawnAttempt.class, entries),
                (row, binder) -> binder.text(row.id()),
                false);
        batch(session, LedgerStatements.CLOSE, only(ClosedAttempt.class, entries), LedgerStatements::bind, true);
        batch(
                session,
                LedgerStatements.CHECK,
                only(CheckedAttempt.class, entries),
                (row, binder) -> binder.text(row.result()).number(row.score()).text(row.id()),
                true);
        batch(session, LedgerStatements.SETTLE, only(SettledRequest.class, entries), LedgerStatements::bind, true);
    }

    private static <T extends LedgerEntry> List<T> only(Class<T> kind, List<? extends LedgerEntry> entries) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T extends LedgerEntry> void batch(
            LedgerSession session, String sql, List<T> rows, RowBinder<T> rowBinder, boolean mustWrite)
            throws SQLException, RowRefusedException {
        if (rows.isEmpty()) {
            return;
        }
        PreparedStatement statement = session.prepared(sql);
        for (T row : rows) {
            rowBinder.bind(row, new Binder(statement));
            statement.addBatch();
        }
        int[] written = statement.executeBatch();
        for (int i = 0; mustWrite && i < written.length; i++) {
            if (written[i] == 0) {
                throw new RowRefusedException(
                        "another row has the id of " + rows.get(i).key());
            }
        }
    }

    /** SQL state classes 22 (data) and 23 (integrity); SQLite has codes of its own. */
    private static boolean isAboutTheRow(SQLException failed) {
        SQLException cause = failed instanceof BatchUpdateException && failed.getNextException() != null
                ? failed.getNextException()
                : failed;
        String state = cause.getSQLState();
        if (state != null) {
            return state.startsWith("22") || state.startsWith("23");
        }
        int primaryCode = cause.getErrorCode() & 0xff;
        return primaryCode == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || primaryCode == SQLiteErrorCode.SQLITE_MISMATCH.code
                || primaryCode == SQLiteErrorCode.SQLITE_TOOBIG.code;
    }

    @FunctionalInterface
    private interface RowBinder<T> {
        void bind(T row, Binder binder) throws SQLException;
    }
}
