package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Outcome;
import io.fareway.model.Price;
import io.fareway.model.Usage;
import io.fareway.model.price.MonthVolume;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class MonthVolumesTest {

    private static final Instant NOW = Instant.parse("2026-08-20T12:30:00Z");
    private static final Deployment DEPLOYMENT =
            new Deployment("groq", "llama-3.3-70b", "llama-3.3-70b-versatile", 131_072, "", false);

    private final JdbcClient database;
    private Instant now = NOW;
    private final MonthVolumes volumes;

    MonthVolumesTest(@TempDir Path folder) {
        this.database = JdbcClient.create(Databases.migratedSqlite(folder));
        this.volumes = new MonthVolumes(database, new MovingClock());
    }

    @Test
    void before_addsHoursAndTheAttemptsSince() throws Exception {
        addedUp("2026-08-01T00:00:00Z", 700, 7);
        addedUp("2026-07-31T23:00:00Z", 10_000, 100);
        attempt("a", "2026-08-20T12:10:00Z", 30, "answered");
        attempt("b", "2026-08-20T12:20:00Z", 5, "failed");
        addedUpTo("2026-08-20T12:00:00Z");

        assertThat(volumes.before(stepped(), NOW)).isEqualTo(new MonthVolume(735, 8));
    }

    @Test
    void before_countsOnWithoutReadingAgain() throws Exception {
        volumes.before(stepped(), NOW);

        volumes.add(answered(120));

        assertThat(volumes.before(stepped(), NOW)).isEqualTo(new MonthVolume(120, 1));
    }

    @Test
    void before_readsAgainAfterAMinute() throws Exception {
        volumes.before(stepped(), NOW);
        attempt("elsewhere", "2026-08-20T12:30:10Z", 40, "answered");

        now = NOW.plus(Duration.ofSeconds(61));

        assertThat(volumes.before(stepped(), now)).isEqualTo(new MonthVolume(40, 1));
    }

    @Test
    void before_startsAnewEveryMonth() throws Exception {
        attempt("a", "2026-08-20T12:10:00Z", 30, "answered");

        assertThat(volumes.before(stepped(), Instant.parse("2026-09-01T00:00:00Z")))
                .isEqualTo(MonthVolume.NONE);
    }

    @Test
    void before_isNothingForPricesThatDoNotDependOnIt() {
        attempt("a", "2026-08-20T12:10:00Z", 30, "answered");

        assertThat(volumes.before(Prices.text("1", "2"), NOW)).isEqualTo(MonthVolume.NONE);
    }

    private static Price stepped() throws Exception {
        return Prices.withTerms("1", "2", "rates: [{when: {month-tokens-from: 1000}, factor: \"0.9\"}]");
    }

    private static Attempt answered(long tokens) {
        Attempt attempt = new Attempt("r1", 1, DEPLOYMENT, NOW, 0);
        attempt.usage(Usage.ofText(tokens, 0, false));
        attempt.end(Outcome.ANSWERED, "");
        return attempt;
    }

    private void addedUp(String hour, long tokens, long attempts) {
        database.sql(
                        """
                        insert into attempt_hour values (?, ?, 'groq', 'm', 'simple', '', 'call', 'answered', 'billed', 0,
                            ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)""")
                .params(Instant.parse(hour).toEpochMilli(), DEPLOYMENT.name(), attempts, tokens)
                .update();
    }

    private void addedUpTo(String hour) {
        database.sql("insert into ledger_upkeep values (1, ?, 0)")
                .param(Instant.parse(hour).toEpochMilli())
                .update();
    }

    private void attempt(String id, String opened, long tokens, String outcome) {
        database.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, instance, opened_at, closed_at, outcome,
                            input_tokens)
                        values (?, 'r', 1, '', '', '', '', '', ?, 'groq', 'm', 0, 0, '', '', ?, 1, ?, ?)""")
                .params(id, DEPLOYMENT.name(), Instant.parse(opened).toEpochMilli(), outcome, tokens)
                .update();
    }

    /** Tells whatever the test says. */
    private final class MovingClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
