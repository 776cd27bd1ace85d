package io.fareway.admission.budget;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The budgets' books in PostgreSQL. */
class PostgresBudgetBookTest {

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
    class Reservation extends BudgetReservationContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }
    }

    @Nested
    class Start extends BudgetBookStartContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }
    }
}
