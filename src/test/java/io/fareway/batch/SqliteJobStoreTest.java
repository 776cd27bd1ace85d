package io.fareway.batch;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreTest extends JobStoreContract {

    private final HikariDataSource dataSource;

    SqliteJobStoreTest(@TempDir Path folder) {
        dataSource = TestDatabase.sqlite(folder);
    }

    @Override
    DataSource dataSource() {
        return dataSource;
    }

    @AfterEach
    void close() {
        dataSource.close();
    }
}
