package io.fareway.pricing;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Databases for tests. */
final class Databases {

    private Databases() {}

    /** An empty SQLite database in WAL mode. */
    static DataSource sqlite(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + folder.resolve("fareway.db"));
        return database;
    }

    /** The same with our tables. */
    static DataSource migratedSqlite(Path folder) {
        DataSource database = sqlite(folder);
        migrate(database);
        return database;
    }

    /** Creates our tables. */
    static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
