package io.fareway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Books what a killed gateway left behind: attempts that were never closed become {@code uncertain} with unknown usage
 * and cost, and requests without an end get one that says that nobody was told. Rows of other instances are theirs,
 * unless they are older than any call can last: then their gateway has not come back.
 */
@Component
class LedgerRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerRecovery.class);
    private static final Duration LONGER_THAN_ANY_CALL = Duration.ofDays(1);

    private static final String LEFT_BEHIND = " (instance = :instance and opened_at <= :now or opened_at <= :longAgo)";

    private static final String CLOSE_ATTEMPTS =
            """
            update attempt
               set closed_at = :now, outcome = 'uncertain', billing = 'uncertain', error = 'the gateway stopped while the call was under way'
             where closed_at is null and"""
                    + LEFT_BEHIND;

    private static final String WRITE_REQUESTS =
            """
            insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed, job,
                                 outcome, status, attempts, deployment, cost_pico_usd, baseline_pico_usd, baseline,
                                 first_byte_ms, duration_ms, caller, team, experiment, arm)
            select request_id, min(opened_at), min(endpoint), min(asked_model), min(task), min(tier), min(tier_reason),
                   min(streamed), min(job), 'uncertain', 0, count(*), '',
                   case when count(cost_pico_usd) = count(*) then sum(cost_pico_usd) end, null, '',
                   null, max(opened_at + coalesce(duration_ms, 0)) - min(opened_at), min(caller), min(team),
                   min(experiment), min(arm)
              from attempt
             where kind in ('call', 'batch')
               and not exists (select 1 from request where request.id = attempt.request_id) and"""
                    + LEFT_BEHIND
                    + """

             group by request_id
            having count(closed_at) = count(*)
                on conflict (id) do nothing
            """;

    private final JdbcClient database;
    private final GatewayInstance instance;
    private final Clock clock;

    LedgerRecovery(DataSource dataSource, GatewayInstance instance, Clock clock) {
        this.database = JdbcClient.create(dataSource);
        this.instance = instance;
        this.clock = clock;
    }

    /** To be run before this gateway sends its first call. */
    void run() {
        Instant now = clock.instant();
        int attempts = update(CLOSE_ATTEMPTS, now);
        int requests = update(WRITE_REQUESTS, now);
        if (attempts + requests > 0) {
            LOG.warn(
                    "The last run did not end cleanly: {} attempts and {} requests were under way and are booked as"
                            + " uncertain",
                    attempts,
                    requests);
        }
    }

    private int update(String sql, Instant now) {
        return database.sql(sql)
                .param("instance", instance.id())
                .param("now", now.toEpochMilli())
                .param("longAgo", now.minus(LONGER_THAN_ANY_CALL).toEpochMilli())
                .update();
    }
}
