package io.fareway.admission.budget;

import io.fareway.model.Budget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The tables {@code budget_window} and {@code budget_reservation}, on SQLite and PostgreSQL. Every change first writes
 * to the rows of its windows, in the order of their ids: on PostgreSQL that locks these rows for all replicas, on SQLite
 * the whole database. What is read afterwards is true until the commit.
 */
final class BudgetStore {

    private static final String LOCK = "update budget_window set spent_pico = spent_pico where id = ?";

    private static final String WRITE =
            """
            update budget_window set limit_pico = ?, spent_pico = ?, reserved_pico = ?, overrun_pico = ?, warned = ?
            where id = ?
            """;

    private final DataSource dataSource;
    private final String instance;
    private final Clock clock;

    /** @param instance the gateway whose requests are booked here */
    BudgetStore(DataSource dataSource, String instance, Clock clock) {
        this.dataSource = dataSource;
        this.instance = instance;
        this.clock = clock;
    }

    /** What was reserved for a request in a window. */
    record Reserved(String requestId, String windowId, long pico) {}

    /** Work on locked windows. */
    @FunctionalInterface
    interface Work<T> {
        T on(LockedWindows windows) throws SQLException;
    }

    /**
     * Locks windows, making those that are not there yet, does some work on them, and makes its changes durable.
     *
     * @throws SQLException when the database cannot be reached or written; nothing has changed then
     */
    <T> T change(Collection<Window> windows, Collection<String> settledRequests, Work<T> work) throws SQLException {
        Map<String, Window> ordered = new TreeMap<>();
        windows.forEach(window -> ordered.put(window.id(), window));
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection, ordered.values());
                LockedWindows locked =
                        new LockedWindows(states(connection, ordered.keySet()), reserved(connection, settledRequests));
                T result = work.on(locked);
                write(connection, locked);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBack(connection, failed);
                throw failed;
            }
        }
    }

    /** How full a window is now; empty rows are not made. */
    List<WindowState> read(Collection<String> ids) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return List.copyOf(states(connection, ids).values());
        }
    }

    private void lock(Connection connection, Collection<Window> windows) throws SQLException {
        for (Window window : windows) {
            try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                lock.setString(1, window.id());
                if (lock.executeUpdate() == 0) {
                    insert(connection, window);
                    lock.executeUpdate();
                }
            }
        }
    }

    /** With what the ledger says was spent before anybody touched it: a new budget does not begin at zero. */
    private void insert(Connection connection, Window window) throws SQLException {
        String sql =
                """
                insert into budget_window (id, budget, scope, subject, opens_at, closes_at, limit_pico, spent_pico,
                    reserved_pico, overrun_pico, warned)
                select ?, ?, ?, ?, ?, ?, 0, (%s), 0, 0, 0 where true on conflict do nothing
                """
                        .formatted(SpentBefore.sql(window.scope()));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, window.id());
            insert.setString(2, window.budget());
            insert.setString(3, window.scope().label());
            insert.setString(4, window.subject());
            insert.setLong(5, window.opensAt().toEpochMilli());
            insert.setLong(6, window.closesAt().toEpochMilli());
            insert.setLong(7, window.opensAt().toEpochMilli());
            insert.setLong(8, window.closesAt().toEpochMilli());
            if (window.scope() != Budget.Scope.TOTAL) {
                insert.setString(9, window.subject());
            }
            insert.executeUpdate();
        }
    }

    private static Map<String, WindowState> states(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, WindowState> states = new HashMap<>();
        String sql = "select * from budget_window where id in (" + questionMarks(ids.size()) + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.put(row.getString("id"), state(row));
                }
            }
        }
        return states;
    }

    /** The state in a row of {@code budget_window}. */
    static WindowState state(ResultSet row) throws SQLException {
        return new WindowState(
                new Window(
                        row.getString("budget"),
                        Budget.Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                        row.getString("subject"),
                        Instant.ofEpochMilli(row.getLong("opens_at")),
                        Instant.ofEpochMilli(row.getLong("closes_at"))),
                row.getLong("limit_pico"),
                row.getLong("spent_pico"),
                row.getLong("reserved_pico"),
                row.getLong("overrun_pico"),
                row.getInt("warned"));
    }

    private static List<Reserved> reserved(Connection connection, Collection<String> requests) throws SQLException {
        List<Reserved> found = new ArrayList<>();
        if (requests.isEmpty()) {
            return found;
        }
        String sql = "select * from budget_reservation where request_id in (" + questionMarks(requests.size()) + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, requests);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Reserved(row.getString("request_id"), row.getString("window_id"), row.getLong("pico")));
                }
            }
        }
        return found;
    }

    private void write(Connection connection, LockedWindows locked) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(WRITE)) {
            for (WindowState state : locked.changed()) {
                update.setLong(1, state.limitPico());
                update.setLong(2, state.spentPico());
                update.setLong(3, state.reservedPico());
                update.setLong(4, state.overrunPico());
                update.setInt(5, state.warned());
                update.setString(6, state.window().id());
                update.addBatch();
            }
            update.executeBatch();
        }
        insertReservations(connection, locked.added());
        deleteReservations(connection, locked.removed());
    }

    private void insertReservations(Connection connection, List<Reserved> added) throws SQLException {
        String sql = "insert into budget_reservation (request_id, window_id, pico, instance, reserved_at)"
                + " values (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Reserved reserved : added) {
                insert.setString(1, reserved.requestId());
                insert.setString(2, reserved.windowId());
                insert.setLong(3, reserved.pico());
                insert.setString(4, instance);
                insert.setLong(5, clock.millis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void deleteReservations(Connection connection, Collection<String> requests) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from budget_reservation where request_id = ?")) {
            for (String request : requests) {
                delete.setString(1, request);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static String questionMarks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static void bind(PreparedStatement statement, Collection<String> values) throws SQLException {
        int position = 0;
        for (String value : values) {
            statement.setString(++position, value);
        }
    }

    private static void rollBack(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
