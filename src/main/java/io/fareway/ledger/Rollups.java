package io.fareway.ledger;

import io.fareway.model.TokenClass;
import io.fareway.report.LateBatches;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds attempts and requests up by the hour, so that their sums outlive them. An hour may be added up again as long as
 * its rows are there: its sums are replaced as a whole. One hour is one short transaction, because SQLite has one writer.
 */
@Component
class Rollups {

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private static final String TOKEN_COLUMNS =
            Stream.of(TokenClass.values()).map(AttemptColumns::tokens).collect(Collectors.joining(", "));

    private static final String TOKEN_SUMS = Stream.of(TokenClass.values())
            .map(tokenClass -> "sum(coalesce(" + AttemptColumns.tokens(tokenClass) + ", 0))")
            .collect(Collectors.joining(", "));

    private static final String ADD_ATTEMPTS =
            """
            insert into attempt_hour (hour, deployment, provider, model, tier, task, kind, outcome, billing, simulated,
                                      attempts, estimated, unpriced, %s,
                                      cost_pico_usd, first_byte_ms, first_bytes, duration_ms)
            select :from, deployment, min(provider), min(model), tier, task, kind, outcome, coalesce(billing, ''),
                   simulated, count(*), sum(coalesce(usage_estimated, 0)),
                   sum(case when cost_pico_usd is null then 1 else 0 end), %s,
                   sum(coalesce(cost_pico_usd, 0)), sum(coalesce(first_byte_ms, 0)), count(first_byte_ms),
                   sum(coalesce(duration_ms, 0))
              from attempt
             where opened_at >= :from and opened_at < :to and closed_at is not null
             group by deployment, tier, task, kind, outcome, coalesce(billing, ''), simulated
            """
                    .formatted(TOKEN_COLUMNS, TOKEN_SUMS);

    private static final String ADD_REQUESTS =
            """
            insert into request_hour (hour, tier, task, deployment, outcome, baseline, requests, priced, cost_pico_usd,
                                      compared, compared_pico_usd, baseline_pico_usd, first_byte_ms, first_bytes,
                                      duration_ms)
            select :from, tier, task, deployment, outcome, baseline, count(*), count(cost_pico_usd),
                   sum(coalesce(cost_pico_usd, 0)),
                   sum(case when cost_pico_usd is not null and baseline_pico_usd is not null then 1 else 0 end),
                   sum(case when baseline_pico_usd is not null then coalesce(cost_pico_usd, 0) else 0 end),
                   sum(case when cost_pico_usd is not null then coalesce(baseline_pico_usd, 0) else 0 end),
                   sum(coalesce(first_byte_ms, 0)), count(first_byte_ms), sum(duration_ms)
              from request
             where received_at >= :from and received_at < :to
             group by tier, task, deployment, outcome, baseline
            """;

    private static final String PROMPT = Stream.of(TokenClass.values())
            .filter(TokenClass::ofPrompt)
            .map(tokenClass -> "coalesce(" + AttemptColumns.tokens(tokenClass) + ", 0)")
            .collect(Collectors.joining(" + "));

    private static final String ADD_COUNT_ERRORS =
            """
            insert into count_error_hour (hour, provider, model, prompts, prompt_reported, prompt_own, prompt_apart,
                                          answers, answer_reported, answer_own, answer_apart)
            select :from, provider, model, count(*), sum(%1$s), sum(own_prompt_tokens),
                   sum(abs(%1$s - own_prompt_tokens)), count(own_answer_tokens),
                   sum(case when own_answer_tokens is not null then output_tokens else 0 end),
                   sum(coalesce(own_answer_tokens, 0)),
                   sum(case when own_answer_tokens is not null then abs(output_tokens - own_answer_tokens) else 0 end)
              from attempt
             where opened_at >= :from and opened_at < :to and own_prompt_tokens is not null
             group by provider, model
            """
                    .formatted(PROMPT);

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    Rollups(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Adds up every hour from one to another, the second excluded. */
    void addUp(Instant from, Instant to) {
        long end = hourOf(to).toEpochMilli();
        for (long hour = hourOf(from).toEpochMilli(); hour < end; hour += HOUR_MILLIS) {
            long first = hour;
            transaction.executeWithoutResult(any -> replace(first));
        }
    }

    /** Adds up once more the hours before a moment in which lines of provider batches have ended since. */
    void addUpLateBatches(Instant moment) {
        new LateBatches(database).hoursBefore(moment).forEach(hour -> addUp(hour, hour.plusMillis(HOUR_MILLIS)));
    }

    private void replace(long hour) {
        // writes come first: a transaction of SQLite that reads before it writes fails when another one wrote between;
        // and the first one holds back other gateways on this database, which are at the same hour
        database.sql("update ledger_upkeep set added_up_to = added_up_to where id = 1")
                .update();
        delete("attempt_hour", hour);
        delete("request_hour", hour);
        delete("count_error_hour", hour);
        add(ADD_ATTEMPTS, hour);
        add(ADD_REQUESTS, hour);
        add(ADD_COUNT_ERRORS, hour);
    }

    private void delete(String table, long hour) {
        database.sql("delete from " + table + " where hour = :hour")
                .param("hour", hour)
                .update();
    }

    private void add(String sql, long hour) {
        database.sql(sql).param("from", hour).param("to", hour + HOUR_MILLIS).update();
    }

    private static Instant hourOf(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS);
    }
}
