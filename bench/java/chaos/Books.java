package bench.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the gateway's ledger holds after a run.
 *
 * @param attempts in the order of their ids
 * @param requestOutcomes by request id
 */
record Books(List<BookedAttempt> attempts, Map<String, String> requestOutcomes) {

    /**
     * A row of table {@code attempt}.
     *
     * @param outcome {@value #OPEN} when it was never closed
     */
    record BookedAttempt(String request, String provider, String outcome) {

        static final String OPEN = "open";
        static final String UNCERTAIN = "uncertain";
    }

    /** Reads the ledger of a gateway that has ended. */
    static Books read(Path ledger) throws SQLException {
        List<BookedAttempt> attempts = new ArrayList<>();
        Map<String, String> requests = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select request_id, provider,"
                    + " case when closed_at is null then 'open' else outcome end from attempt order by id")) {
                while (rows.next()) {
                    attempts.add(new BookedAttempt(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            try (ResultSet rows = statement.executeQuery("select id, outcome from request")) {
                while (rows.next()) {
                    requests.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return new Books(attempts, requests);
    }

    long attemptsWith(String outcome) {
        return attempts.stream()
                .filter(attempt -> attempt.outcome().equals(outcome))
                .count();
    }
}
