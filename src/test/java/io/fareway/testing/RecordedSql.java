package io.fareway.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Notes every statement that is prepared on a SQLite database, so that a test can ask how SQLite would run it. */
public final class RecordedSql {

    private final DataSource database;
    private final Set<String> statements = new LinkedHashSet<>();

    private RecordedSql(DataSource database) {
        this.database = database;
    }

    /** Begins with nothing noted. */
    public static RecordedSql of(DataSource database) {
        return new RecordedSql(database);
    }

    /** The database, with every statement noted. */
    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                RecordedSql.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = invoke(() -> method.invoke(database, arguments));
                    return result instanceof Connection connection ? recording(connection) : result;
                });
    }

    /** What was prepared so far, each once. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    /** Lines of the query plans of all statements that read one of these tables from end to end. */
    public List<String> fullScansOf(String... tables) {
        List<String> found = new ArrayList<>();
        for (String sql : statements) {
            for (String step : plan(sql)) {
                for (String table : tables) {
                    if (step.matches("SCAN (\\w+ AS )?" + table + "( .*)?") && !step.contains("USING")) {
                        found.add(step + " in: " + sql);
                    }
                }
            }
        }
        return found;
    }

    private List<String> plan(String sql) {
        List<String> steps = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement explain = connection.prepareStatement("explain query plan " + sql);
                ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        } catch (SQLException unexplained) {
            throw new IllegalStateException("cannot explain: " + sql, unexplained);
        }
        return steps;
    }

    private Connection recording(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                RecordedSql.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    return invoke(() -> method.invoke(connection, arguments));
                });
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws InvocationTargetException, IllegalAccessException;
    }
}
