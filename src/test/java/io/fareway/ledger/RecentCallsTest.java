package io.fareway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** What a gateway learns at its start about the calls before it. */
class RecentCallsTest {

    private final SQLiteDataSource database = new SQLiteDataSource();

    RecentCallsTest(@TempDir Path folder) {
        database.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        Flyway.configure().dataSource(database).load().migrate();
    }

    @Test
    void batchesAndJudges_whoseTimeIsNotThatOfAnAnswer_areLeftOut() {
        attempt("live", "call", 1_000);
        attempt("shadowed", "shadow", 2_000);
        attempt("batched", "batch", 3_000);
        attempt("judged", "judge", 4_000);

        assertThat(new RecentCalls(database).since(Instant.EPOCH, 10))
                .extracting(RecentCall::deployment)
                .containsExactly("live", "shadowed");
    }

    @Test
    void ofMoreThanWanted_theLatestAreRead_oldestFirst() {
        attempt("a", "call", 1_000);
        attempt("b", "call", 2_000);
        attempt("c", "call", 3_000);

        assertThat(new RecentCalls(database).since(Instant.EPOCH, 2))
                .extracting(RecentCall::deployment)
                .containsExactly("b", "c");
    }

    private void attempt(String deployment, String kind, long openedAt) {
        JdbcClient.create(database)
                .sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason, deployment,
                            provider, model, streamed, simulated, job, instance, opened_at, closed_at, outcome, duration_ms, kind)
                        values (?, ?, 1, '', '', '', '', '', ?, '', '', 0, 0, '', '', ?, ?, 'answered', 5, ?)
                        """)
                .params(deployment + ".1", deployment, deployment, openedAt, openedAt + 5, kind)
                .update();
    }
}
