package bench.batch;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Attempts in the ledger of a gateway that has ended.
 *
 * @param open never closed
 */
record LedgerCount(long answered, long uncertain, long open) {

    static LedgerCount read(Path ledger) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select sum(case when outcome = 'answered' then 1 else 0 end),"
                        + " sum(case when outcome = 'uncertain' then 1 else 0 end),"
                        + " sum(case when closed_at is null then 1 else 0 end) from attempt")) {
            row.next();
            return new LedgerCount(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }
}
