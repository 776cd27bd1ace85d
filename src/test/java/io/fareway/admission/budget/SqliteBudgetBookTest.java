package io.fareway.admission.budget;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The budgets' books in the embedded database. */
class SqliteBudgetBookTest {

    private static Path folder;

    @BeforeAll
    static void chooseFolder(@TempDir Path database) {
        folder = database;
    }

    @Nested
    class Reservation extends BudgetReservationContract {

        @Override
        DataSource dataSource() {
            return database();
        }
    }

    @Nested
    class Start extends BudgetBookStartContract {

        @Override
        DataSource dataSource() {
            return database();
        }
    }

    private static DataSource database() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        config.setBusyTimeout(5_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("budgets.db"));
        return source;
    }
}
