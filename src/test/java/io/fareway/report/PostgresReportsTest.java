package io.fareway.report;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Reports from PostgreSQL. */
class PostgresReportsTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Nested
    class Figures extends ReportFiguresContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }
    }

    @Nested
    class Periods extends ReportPeriodsContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }
    }

    @Nested
    class Pages extends ReportPagesContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }
    }
}
