package io.fareway.report;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** The embedded database in a folder of a test. */
final class LedgerFile {

    private LedgerFile() {}

    /** Connections as the ledger sets them, but without waiting for a lock. */
    static DataSource in(Path folder) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        source.setTransactionMode("IMMEDIATE");
        source.getConfig().setBusyTimeout(0);
        source.setJournalMode("WAL");
        source.setSynchronous("OFF");
        return source;
    }
}
