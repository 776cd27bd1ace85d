package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Costs from PostgreSQL. */
class PostgresCostsTest {

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
    class Figures extends CostFiguresContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }

        @Test
        void severalGateways_mayAddUpAtTheSameTime() throws Exception {
            answered("r1", "2026-03-10T01:00:00Z", "groq", 60);
            upkeep().run();

            try (ExecutorService gateways = Executors.newFixedThreadPool(4)) {
                Callable<Object> run = Executors.callable(upkeep()::run);
                for (Future<Object> end : gateways.invokeAll(Collections.nCopies(12, run))) {
                    end.get();
                }
            }

            assertThat(jdbc.sql("select sum(requests) from request_cell")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Nested
    class Questions extends CostQuestionsContract {

        @Override
        DataSource dataSource() {
            return postgres.getPostgresDatabase();
        }
    }
}
