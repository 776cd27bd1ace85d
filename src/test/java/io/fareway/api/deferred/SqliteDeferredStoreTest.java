package io.fareway.api.deferred;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Requests that wait, in the embedded database. */
class SqliteDeferredStoreTest extends DeferredStoreContract {

    private static Path folder;

    @BeforeAll
    static void chooseFolder(@TempDir Path database) {
        folder = database;
    }

    @Override
    DataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(5_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("deferred.db"));
        return source;
    }
}
