package io.fareway.report.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.report.LedgerSnapshot;
import io.fareway.report.ReportProperties;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** Hours of a ledger in which one thing at a time goes out of line. A usual hour: 100 calls of 0.10 USD each. */
class AnomaliesTest {

    private static final Instant HOUR = Instant.parse("2026-10-14T09:00:00Z");
    private static final long DOLLAR = 1_000_000_000_000L;

    private final SQLiteDataSource ledger = new SQLiteDataSource();
    private int rows;

    @BeforeEach
    void sixUsualWeeks(@TempDir Path folder) {
        ledger.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        ledger.setSynchronous("OFF");
        Flyway.configure().dataSource(ledger).load().migrate();
    }

    @Test
    void usualHour_isNoAlarm() {
        usual(6);
        calls(HOUR, 102, "a/m", 1_000, 0, 10);

        assertThat(anomaly()).isEmpty();
    }

    @Test
    void threeTimesTheRequests_areVolume() {
        usual(6);
        calls(HOUR, 300, "a/m", 1_000, 0, 10);

        Anomaly anomaly = anomaly().orElseThrow();

        assertThat(anomaly.causes().main()).isEqualTo("volume");
        assertThat(anomaly.causes().volume()).isEqualTo(20 * DOLLAR);
        assertThat(anomaly.causes().sum()).isEqualTo(20 * DOLLAR);
        assertThat(anomaly.figure()).isEqualTo("cost per hour");
    }

    @Test
    void dearerTokens_arePrice() {
        usual(6);
        calls(HOUR, 100, "a/m", 1_000, 0, 25);

        Anomaly anomaly = anomaly().orElseThrow();

        assertThat(anomaly.causes().byName())
                .containsEntry("price", 15 * DOLLAR)
                .containsEntry("volume", 0L)
                .containsEntry("mix", 0L)
                .containsEntry("cache", 0L)
                .containsEntry("retries", 0L);
    }

    @Test
    void anotherDeployment_isMix() {
        usual(6);
        calls(HOUR, 100, "dear/m", 1_000, 0, 30);

        assertThat(anomaly().orElseThrow().causes().main()).isEqualTo("mix");
    }

    @Test
    void lostCache_isCache() {
        beginning(HOUR.minus(Duration.ofDays(42)));
        for (int week = 1; week <= 6; week++) {
            calls(HOUR.minus(Duration.ofDays(7L * week)), 100, "a/m", 200, 800, 10);
        }
        calls(HOUR, 100, "a/m", 1_000, 0, 10);

        Anomaly anomaly = anomaly().orElseThrow();

        // 80,000 tokens at 0.0001 instead of a tenth of it
        assertThat(anomaly.causes().byName())
                .containsEntry("cache", 72 * DOLLAR / 10)
                .containsEntry("mix", 0L);
    }

    @Test
    void callsWithoutAnAnswer_areRetries() {
        usual(6);
        calls(HOUR, 100, "a/m", 1_000, 0, 10);
        insert(HOUR, "r-x", "a/m", "failed", 0, 0, 8 * DOLLAR, "");

        Anomaly anomaly = anomaly().orElseThrow();

        assertThat(anomaly.causes().byName())
                .containsEntry("retries", 8 * DOLLAR)
                .containsEntry("price", 0L);
    }

    @Test
    void youngLedger_isHeldAgainstTheDaysBefore_andSaysNothingBeforeFour() {
        beginning(HOUR.minus(Duration.ofDays(3)));
        for (int day = 1; day <= 3; day++) {
            calls(HOUR.minus(Duration.ofDays(day)), 100, "a/m", 1_000, 0, 10);
        }
        calls(HOUR, 300, "a/m", 1_000, 0, 10);
        assertThat(anomaly()).isEmpty();

        beginning(HOUR.minus(Duration.ofDays(4)));
        calls(HOUR.minus(Duration.ofDays(4)), 100, "a/m", 1_000, 0, 10);

        assertThat(anomaly().orElseThrow().hours()).isEqualTo(4);
    }

    @Test
    void alarm_namesTheCauseAndTheDollars() throws JsonProcessingException {
        usual(6);
        calls(HOUR, 300, "a/m", 1_000, 0, 10);

        List<Alarm> alarms = anomalies("1").look();

        JsonNode alarm = new ObjectMapper().readTree(alarms.getFirst().json());
        assertThat(alarm.path("text").asText())
                .startsWith("The hour from 2026-10-14T09:00:00Z cost 30.0000 USD for 300 requests; the 6 same hours"
                        + " before cost 10.0000 on average")
                .contains("Main cause: volume.", "volume +20.0000");
        assertThat(alarm.path("causes_usd").path("volume").asText()).isEqualTo("20");
    }

    @Test
    void smallDifference_isNoAlarm() {
        usual(6);
        calls(HOUR, 300, "a/m", 1_000, 0, 10);

        assertThat(anomalies("21").look()).isEmpty();
    }

    @Test
    void linesOfBatches_whichEndLater_areLeftOut() {
        usual(6);
        usual(6);
        JdbcClient.create(ledger).sql("update attempt set kind = 'batch'").update();
        usual(6);
        calls(HOUR, 100, "a/m", 1_000, 0, 10);

        assertThat(anomaly()).isEmpty();
    }

    @Test
    void alarmOfAnHour_isRaisedByOneGatewayOfSeveral() {
        usual(6);
        calls(HOUR, 300, "a/m", 1_000, 0, 10);

        List<Alarm> first = anomalies("1").look();
        List<Alarm> second = anomalies("1").look();

        assertThat(first).hasSize(1);
        assertThat(second).isEmpty();
    }

    private Optional<Anomaly> anomaly() {
        return anomalies("1").of(HOUR);
    }

    private Anomalies anomalies(String minUsd) {
        return new Anomalies(
                new HourReader(new LedgerSnapshot(ledger)),
                new RaisedAlarms(JdbcClient.create(ledger)),
                new AnomalyProperties(5, new BigDecimal(minUsd)),
                new ReportProperties(ZoneOffset.UTC, "reports"),
                Clock.fixed(HOUR.plus(Duration.ofMinutes(70)), ZoneOffset.UTC));
    }

    /** The ledger begins before the hour, so that the hour is a whole one. */
    private void beginning(Instant before) {
        calls(before.minus(Duration.ofHours(2)), 1, "a/m", 1, 0, 1);
    }

    private void usual(int weeks) {
        beginning(HOUR.minus(Duration.ofDays(7L * weeks)));
        for (int week = 1; week <= weeks; week++) {
            calls(HOUR.minus(Duration.ofDays(7L * week)), 100, "a/m", 1_000, 0, 10);
        }
    }

    /** Calls at so many 100,000ths of a dollar a token, a tenth of it from the cache. */
    private void calls(Instant hour, int count, String deployment, long input, long cached, long rate) {
        long perToken = rate * DOLLAR / 100_000;
        long inputPico = input * perToken;
        long cachedPico = cached * perToken / 10;
        String parts = "{\"cache_read\":" + cachedPico + ",\"input\":" + inputPico + "}";
        for (int i = 0; i < count; i++) {
            insert(hour, "r" + rows, deployment, "answered", input, cached, inputPico + cachedPico, parts);
        }
    }

    private void insert(
            Instant hour,
            String request,
            String deployment,
            String outcome,
            long input,
            long cached,
            long pico,
            String parts) {
        JdbcClient jdbc = JdbcClient.create(ledger);
        long at = hour.plusSeconds(60).toEpochMilli();
        if (outcome.equals("answered")) {
            jdbc.sql(
                            """
                            insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed,
                                job, outcome, status, attempts, deployment, baseline, duration_ms)
                            values (?, ?, 'e', 'auto', '', 'simple', '', 0, '', 'answered', 200, 1, ?, '', 1)
                            """)
                    .params(request, at, deployment)
                    .update();
        }
        jdbc.sql(
                        """
                        insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,
                            deployment, provider, model, streamed, simulated, job, opened_at, closed_at, outcome,
                            input_tokens, cache_read_tokens, usage_estimated, cost_pico_usd, cost_parts, instance)
                        values (?, ?, 1, 'e', 'auto', '', 'simple', '', ?, '', '', 0, 0, '', ?, ?, ?, ?, ?, 0, ?, ?, 't')
                        """)
                .params("a" + rows++, request, deployment, at, at, outcome, input, cached, pico, parts)
                .update();
    }
}
