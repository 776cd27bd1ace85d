package io.fareway.report;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Reports from the embedded database. */
class SqliteReportsTest extends ReportsContract {

    private static Path folder;

    @BeforeAll
    static void chooseFolder(@TempDir Path ledgerFolder) {
        folder = ledgerFolder;
    }

    @Override
    DataSource dataSource() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        // as the ledger sets its connections, but without waiting for a lock
        source.setTransactionMode("IMMEDIATE");
        source.getConfig().setBusyTimeout(0);
        source.setJournalMode("WAL");
        source.setSynchronous("OFF");
        return source;
    }
}
