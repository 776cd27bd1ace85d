package io.fareway.routing.experiments;

import io.fareway.testing.MovableClock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger of requests that took part in the experiment {@code try}. */
final class TrialLedger {

    private final JdbcClient ledger;
    private final MovableClock clock;
    private int lastRequest;

    TrialLedger(DataSource database, MovableClock clock) {
        this.ledger = JdbcClient.create(database);
        this.clock = clock;
    }

    /** Those so far belong to another experiment. */
    void handTo(String experiment) {
        ledger.sql("update request set experiment = ?").param(experiment).update();
    }

    /** Requests an hour ago, whose cost and latency vary by a tenth. */
    void requests(String arm, int count, int failed, long pico, long millis) {
        for (int i = 0; i < count; i++) {
            ledger.sql(
                            """
                            insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed,
                                job, outcome, status, attempts, deployment, cost_pico_usd, baseline, duration_ms,
                                experiment, arm)
                            values (?, ?, '', '', '', 'simple', '', 0, '', ?, 200, 1, '', ?, '', ?, 'try', ?)
                            """)
                    .params(
                            "r" + ++lastRequest,
                            clock.instant().minus(Duration.ofHours(1)).toEpochMilli(),
                            i < failed ? "failed" : "answered",
                            pico + pico * (i % 5) / 50,
                            millis + millis * (i % 5) / 50,
                            arm)
                    .update();
        }
    }

    /** Checked answers to the last requests, of which so many failed, judged around a score; an answer from above besides. */
    void checks(int count, int failed, int score) {
        for (int i = 0; i < count; i++) {
            String request = "r" + (lastRequest - count + 1 + i);
            attempt(request, 1, i < failed ? "refusals" : "passed", score + i % 3 - 1);
            attempt(request, 2, "passed", 10);
        }
    }

    private void attempt(String request, int number, String check, int score) {
        ledger.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason, deployment,
                            provider, model, streamed, simulated, job, instance, opened_at, answer_check, answer_score)
                        values (?, ?, ?, '', '', '', 'simple', '', '', '', '', 0, 0, '', '', 0, ?, ?)
                        """)
                .params(request + "." + number, request, number, check, score)
                .update();
    }
}
