package io.fareway.batch;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;

/** Databases with the schema of the gateway. */
final class TestDatabase {

    private TestDatabase() {}

    /** A SQLite database in this folder, set up as in production. */
    static HikariDataSource sqlite(Path folder) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        sqlite.setBusyTimeout(10_000);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        config.setDataSourceProperties(sqlite.toProperties());
        return migrated(config);
    }

    /** The database at this URL. */
    static HikariDataSource postgres(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return migrated(config);
    }

    private static HikariDataSource migrated(HikariConfig config) {
        HikariDataSource dataSource = new HikariDataSource(config);
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }
}
