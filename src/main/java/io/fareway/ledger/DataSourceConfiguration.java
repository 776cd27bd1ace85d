package io.fareway.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.sqlite.SQLiteConfig;

/** The database: SQLite in a file, or PostgreSQL when {@code fareway.database.url} names one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseProperties.class, LedgerProperties.class, RetentionProperties.class})
class DataSourceConfiguration {

    private static final String SQLITE = "jdbc:sqlite:";

    @Bean
    HikariDataSource dataSource(DatabaseProperties database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(database.url());
        config.setMaximumPoolSize(database.connections());
        config.setConnectionTimeout(database.timeout().toMillis());
        if (database.embedded()) {
            createFolderOf(database.url());
            config.setDataSourceProperties(sqlite(database).toProperties());
        } else {
            config.setUsername(database.user());
            config.setPassword(database.password());
            // a silent network must not hold the ledger's one writer for ever; the URL may say otherwise
            config.addDataSourceProperty("connectTimeout", "5");
            config.addDataSourceProperty("socketTimeout", "30");
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return new HikariDataSource(config);
    }

    private static SQLiteConfig sqlite(DatabaseProperties database) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // IMMEDIATE would take the lock in setAutoCommit(false); when that fails, the driver believes that it is in a
        // transaction, and the pool lends a connection that commits every statement by itself
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        config.setBusyTimeout((int) database.timeout().toMillis());
        return config;
    }

    private static void createFolderOf(String url) {
        Path folder = Path.of(url.substring(SQLITE.length())).toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "Cannot create the folder " + folder + " of the database; make it writable or set"
                            + " fareway.database.url to another place",
                    unwritable);
        }
    }
}
