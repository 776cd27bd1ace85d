package io.fareway.routing.whatif;

import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** A ledger whose past a test makes up. */
public final class PastLedger {

    private final SQLiteDataSource source = new SQLiteDataSource();
    private final JdbcClient jdbc;

    /** An empty ledger in a file. */
    public PastLedger(Path file) {
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure().dataSource(source).load().migrate();
        this.jdbc = JdbcClient.create(source);
    }

    /** A call as it is booked. */
    public record Call(String deployment, String outcome, Usage usage, OptionalLong costPico, long millis) {

        /** One that was answered. */
        public static Call answered(String deployment, Usage usage, long costPico, long millis) {
            return new Call(deployment, "answered", usage, OptionalLong.of(costPico), millis);
        }

        /** One that failed and cost nothing. */
        public static Call failed(String deployment, long millis) {
            return new Call(deployment, "failed", Usage.NONE, OptionalLong.of(0), millis);
        }

        String provider() {
            return deployment.substring(0, deployment.indexOf('/'));
        }

        String model() {
            return deployment.substring(deployment.indexOf('/') + 1);
        }
    }

    /** Books a request whose candidates stood in this order. */
    public void add(
            String id, Instant at, String tier, String outcome, String policy, List<String> kept, Call... calls) {
        String selection = "{\"policy\":\"" + policy + "\",\"why\":\"tier " + tier + "\",\"kept\":["
                + kept.stream().map(name -> "[\"" + name + "\",null,0]").collect(Collectors.joining(","))
                + "],\"dropped\":[]}";
        add(id, at, tier, outcome, selection, calls);
    }

    /** Books a request with its choice as the ledger writes it. */
    public void add(String id, Instant at, String tier, String outcome, String selection, Call... calls) {
        long millis = List.of(calls).stream().mapToLong(Call::millis).sum();
        boolean known = List.of(calls).stream().allMatch(call -> call.costPico().isPresent());
        jdbc.sql(
                        """
                        insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed, job,
                            outcome, status, attempts, deployment, cost_pico_usd, baseline, duration_ms, selection)
                        values (?, ?, 'e', 'auto', '', ?, '', 0, '', ?, 200, ?, ?, ?, '', ?, ?)
                        """)
                .params(id, at.toEpochMilli(), tier, outcome, calls.length, calls[calls.length - 1].deployment())
                .param(
                        known
                                ? List.of(calls).stream()
                                        .mapToLong(call -> call.costPico().getAsLong())
                                        .sum()
                                : null)
                .params(millis, selection)
                .update();
        for (int i = 0; i < calls.length; i++) {
            add(id, i + 1, at, tier, calls[i]);
        }
    }

    private void add(String id, int number, Instant at, String tier, Call call) {
        boolean used = !call.usage().isEmpty();
        jdbc.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, opened_at, closed_at, outcome, error,
                            input_tokens, cache_read_tokens, output_tokens, usage_estimated, cost_pico_usd, duration_ms,
                            instance)
                        values (?, ?, ?, 'e', 'auto', '', ?, '', ?, ?, ?, 0, 0, '', ?, ?, ?, '', ?, ?, ?, ?, ?, ?, 'test')
                        """)
                .params(
                        id + "." + number,
                        id,
                        number,
                        tier,
                        call.deployment(),
                        call.provider(),
                        call.model(),
                        at.toEpochMilli(),
                        at.toEpochMilli() + call.millis(),
                        call.outcome(),
                        call.usage().of(TokenClass.INPUT),
                        call.usage().of(TokenClass.CACHE_READ),
                        call.usage().of(TokenClass.OUTPUT))
                .param(used ? 0 : null)
                .param(boxed(call.costPico()))
                .params(call.millis())
                .update();
    }

    /** Moves a booked call to another tier than its request's. */
    public void madeIn(String tier, String attempt) {
        jdbc.sql("update attempt set tier = ? where id = ?")
                .params(tier, attempt)
                .update();
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    /** What requests whose cost is known have cost in all, in pico-dollars. */
    public long bill() {
        return jdbc.sql("select sum(cost_pico_usd) from request")
                .query(Long.class)
                .single();
    }

    DataSource source() {
        return source;
    }
}
