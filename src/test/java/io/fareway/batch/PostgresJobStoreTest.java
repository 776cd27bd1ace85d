package io.fareway.batch;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class PostgresJobStoreTest extends JobStoreContract {

    private final EmbeddedPostgres postgres;
    private final HikariDataSource dataSource;

    PostgresJobStoreTest() throws IOException {
        postgres = EmbeddedPostgres.start();
        dataSource = TestDatabase.postgres(postgres.getJdbcUrl("postgres", "postgres"));
    }

    @Override
    DataSource dataSource() {
        return dataSource;
    }

    @AfterAll
    void stop() throws IOException {
        dataSource.close();
        postgres.close();
    }
}
