package io.fareway.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts requests with their attempts into a ledger. */
final class LedgerRows {

    private final JdbcClient jdbc;

    LedgerRows(DataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        this.jdbc = JdbcClient.create(dataSource);
        List.of(
                        "attempt",
                        "request",
                        "request_cell",
                        "attempt_cell",
                        "request_duration",
                        "attempt_duration",
                        "cell_upkeep",
                        "audit_finding",
                        "audit_run")
                .forEach(table -> jdbc.sql("delete from " + table).update());
    }

    /** An attempt; cost and baseline in pico-dollars, empty for unknown. */
    record AttemptRow(
            String provider,
            String model,
            String outcome,
            int httpStatus,
            String error,
            boolean simulated,
            boolean estimated,
            long tokensIn,
            long tokensOut,
            OptionalLong cost,
            OptionalLong firstByte,
            long duration) {

        static AttemptRow answered(String provider, String model, long cost, long firstByte, long duration) {
            return new AttemptRow(
                    provider,
                    model,
                    "answered",
                    200,
                    "",
                    false,
                    false,
                    100,
                    20,
                    OptionalLong.of(cost),
                    OptionalLong.of(firstByte),
                    duration);
        }

        static AttemptRow failed(String provider, String model, long cost, int status, String error) {
            return new AttemptRow(
                    provider,
                    model,
                    "failed",
                    status,
                    error,
                    false,
                    false,
                    cost > 0 ? 100 : 0,
                    0,
                    OptionalLong.of(cost),
                    OptionalLong.empty(),
                    300);
        }

        AttemptRow unpriced() {
            return new AttemptRow(
                    provider,
                    model,
                    outcome,
                    httpStatus,
                    error,
                    simulated,
                    estimated,
                    tokensIn,
                    tokensOut,
                    OptionalLong.empty(),
                    firstByte,
                    duration);
        }

        AttemptRow cancelled() {
            return new AttemptRow(
                    provider,
                    model,
                    "cancelled",
                    httpStatus,
                    "the caller went away",
                    simulated,
                    true,
                    tokensIn,
                    tokensOut,
                    cost,
                    firstByte,
                    duration);
        }

        AttemptRow atSimulatedProvider() {
            return new AttemptRow(
                    provider,
                    model,
                    outcome,
                    httpStatus,
                    error,
                    true,
                    estimated,
                    tokensIn,
                    tokensOut,
                    cost,
                    firstByte,
                    duration);
        }
    }

    /** A request that ended. */
    record RequestRow(
            String id,
            String receivedAt,
            String tier,
            String task,
            String job,
            String outcome,
            OptionalLong baseline,
            long firstByte,
            long duration,
            List<AttemptRow> attempts) {

        static RequestRow of(String id, String receivedAt, String tier, String outcome, AttemptRow... attempts) {
            return new RequestRow(
                    id, receivedAt, tier, "", "", outcome, OptionalLong.empty(), 40, 100, List.of(attempts));
        }

        RequestRow task(String hint) {
            return new RequestRow(id, receivedAt, tier, hint, job, outcome, baseline, firstByte, duration, attempts);
        }

        RequestRow job(String name) {
            return new RequestRow(id, receivedAt, tier, task, name, outcome, baseline, firstByte, duration, attempts);
        }

        RequestRow baseline(long pico) {
            return new RequestRow(
                    id, receivedAt, tier, task, job, outcome, OptionalLong.of(pico), firstByte, duration, attempts);
        }

        RequestRow took(long firstByteMillis, long durationMillis) {
            return new RequestRow(
                    id, receivedAt, tier, task, job, outcome, baseline, firstByteMillis, durationMillis, attempts);
        }

        private boolean priced() {
            return attempts.stream().allMatch(attempt -> attempt.cost().isPresent());
        }

        private long cost() {
            return attempts.stream()
                    .mapToLong(attempt -> attempt.cost().orElse(0))
                    .sum();
        }
    }

    void add(RequestRow request) {
        insertRequest(request);
        addAttemptsOf(request);
    }

    /** Attempts of a request that has not ended. */
    void addAttemptsOf(RequestRow request) {
        List<AttemptRow> attempts = new ArrayList<>(request.attempts());
        for (int i = 0; i < attempts.size(); i++) {
            insertAttempt(request, i + 1, attempts.get(i));
        }
    }

    /** An audit that was kept, with what it found. */
    void addAudit(Instant at, List<String> findings) {
        for (int i = 0; i < findings.size(); i++) {
            jdbc.sql("insert into audit_finding values (?, ?, 'unused', 'simple: a/m', ?, 'Take it out.')")
                    .params(at.toEpochMilli(), i + 1, findings.get(i))
                    .update();
        }
        jdbc.sql("insert into audit_run values (?)").param(at.toEpochMilli()).update();
    }

    private void insertRequest(RequestRow request) {
        boolean answered = request.outcome().equals("answered");
        String deployment = answered ? deployment(request.attempts().getLast()) : "";
        jdbc.sql(
                        """
                        insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed, job,
                            outcome, status, attempts, deployment, cost_pico_usd, baseline_pico_usd, baseline,
                            first_byte_ms, duration_ms)
                        values (?, ?, '/v1/chat/completions', 'auto', ?, ?, 'short', 0, ?, ?, ?, ?, ?, ?, ?,
                            'openai/gpt-5', ?, ?)
                        """)
                .params(
                        request.id(),
                        millis(request),
                        request.task(),
                        request.tier(),
                        request.job(),
                        request.outcome(),
                        answered ? 200 : 503,
                        request.attempts().size(),
                        deployment)
                .param(request.priced() ? request.cost() : null)
                .param(boxed(request.baseline()))
                .param(answered ? request.firstByte() : null)
                .param(request.duration())
                .update();
    }

    private void insertAttempt(RequestRow request, int number, AttemptRow attempt) {
        jdbc.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, opened_at, closed_at, outcome,
                            http_status, error, input_tokens, output_tokens, usage_estimated, cost_pico_usd,
                            first_byte_ms, duration_ms, instance)
                        values (?, ?, ?, '/v1/chat/completions', 'auto', ?, ?, 'short', ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?,
                            ?, ?, ?, ?, ?, ?, 'test')
                        """)
                .params(
                        request.id() + "." + number,
                        request.id(),
                        number,
                        request.task(),
                        request.tier(),
                        deployment(attempt),
                        attempt.provider(),
                        attempt.model(),
                        attempt.simulated() ? 1 : 0,
                        request.job(),
                        millis(request),
                        millis(request) + attempt.duration(),
                        attempt.outcome(),
                        attempt.httpStatus(),
                        attempt.error(),
                        attempt.tokensIn(),
                        attempt.tokensOut(),
                        attempt.estimated() ? 1 : 0)
                .param(boxed(attempt.cost()))
                .param(boxed(attempt.firstByte()))
                .param(attempt.duration())
                .update();
    }

    private static String deployment(AttemptRow attempt) {
        return attempt.provider() + "/" + attempt.model();
    }

    private static long millis(RequestRow request) {
        return Instant.parse(request.receivedAt()).toEpochMilli();
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
