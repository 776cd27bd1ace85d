package io.fareway.ledger;

import static io.fareway.testing.Journeys.answered;
import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.failed;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Billing;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.OwnCount;
import io.fareway.report.CountErrors;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the upkeep promises on every database: sums equal what they sum, and outlive it. */
abstract class LedgerUpkeepContract {

    private static final Instant MORNING = Instant.parse("2026-03-01T10:15:00Z");

    private LedgerFixture books;
    private JdbcClient database;

    /** Properties of an empty database. */
    abstract DatabaseProperties emptyDatabase() throws Exception;

    @BeforeEach
    void openBooks() throws Exception {
        books = LedgerFixture.on(emptyDatabase(), Clock.fixed(MORNING, ZoneOffset.UTC));
        books.lifecycle.start();
        database = books.database;
    }

    @AfterEach
    void closeBooks() {
        books.close();
    }

    @Test
    void run_addsUpAttemptsByTheHour() {
        answeredRequest("r1", MORNING);
        answeredRequest("r2", MORNING.plusSeconds(60));
        failedRequest("r3", MORNING.plusSeconds(3600));

        upkeep("2026-03-01T12:07:00Z", 0).run();

        assertThat(database.sql("select * from attempt_hour order by hour")
                        .query()
                        .listOfRows())
                .hasSize(2)
                .first()
                .satisfies(hour -> assertThat(numbers(hour))
                        .containsEntry(
                                "hour", Instant.parse("2026-03-01T10:00:00Z").toEpochMilli())
                        .containsEntry("attempts", 2L)
                        .containsEntry("input_tokens", 2_000L)
                        .containsEntry("output_tokens", 400L)
                        .containsEntry("cost_pico_usd", 2 * 748_000_000L));
        assertThat(sum("attempt_hour", "cost_pico_usd")).isEqualTo(sum("attempt", "cost_pico_usd"));
        assertThat(sum("request_hour", "requests")).isEqualTo(3);
        assertThat(sum("request_hour", "cost_pico_usd")).isEqualTo(sum("request", "cost_pico_usd"));
    }

    @Test
    void run_leavesTheHourThatIsNotOver() {
        answeredRequest("r1", MORNING);

        upkeep("2026-03-01T10:59:59Z", 0).run();

        assertThat(books.count("attempt_hour")).isZero();
        assertThat(books.count("request_hour")).isZero();
    }

    @Test
    void run_seesWhatWasClosedAfterItsHourWasAddedUp() {
        answeredRequest("r1", MORNING);
        upkeep("2026-03-01T11:07:00Z", 0).run();
        answeredRequest("r2", MORNING.plusSeconds(1));

        upkeep("2026-03-01T12:07:00Z", 0).run();

        assertThat(sum("attempt_hour", "attempts")).isEqualTo(2);
    }

    @Test
    void run_seesLinesOfBatchesThatEndedDaysLater() {
        answeredRequest("r1", MORNING);
        upkeep("2026-03-01T11:07:00Z", 0).run();
        upkeep("2026-03-06T10:07:00Z", 0).run();
        answeredRequest("line", MORNING.plusSeconds(1));
        database.sql("update attempt set kind = 'batch', closed_at = ? where request_id = 'line'")
                .param(Instant.parse("2026-03-06T10:30:00Z").toEpochMilli())
                .update();

        upkeep("2026-03-06T11:07:00Z", 0).run();

        assertThat(sum("attempt_hour", "attempts")).isEqualTo(2);
        assertThat(sum("request_hour", "requests")).isEqualTo(2);
    }

    @Test
    void run_leavesTheSumsOfALateBatchAloneWhoseRowsAreBeingDeleted() {
        answeredRequest("gone1", MORNING);
        answeredRequest("gone2", MORNING);
        upkeep("2026-03-01T11:07:00Z", 0).run();
        upkeep("2026-03-03T11:07:00Z", 2).run();
        answeredRequest("line", MORNING.plusSeconds(1));
        database.sql("update attempt set kind = 'batch', closed_at = ? where request_id = 'line'")
                .param(Instant.parse("2026-03-03T11:30:00Z").toEpochMilli())
                .update();

        upkeep("2026-03-03T12:07:00Z", 2).run();

        assertThat(sum("attempt_hour", "attempts")).isEqualTo(2);
    }

    @Test
    void run_deletesWhatIsOldAndKeepsItsSums() {
        answeredRequest("old", MORNING.minus(Duration.ofDays(10)));
        answeredRequest("new", MORNING);

        upkeep("2026-03-01T12:07:00Z", 7).run();

        assertThat(books.queries.request("old")).isEmpty();
        assertThat(books.queries.request("new")).isPresent();
        assertThat(sum("attempt_hour", "attempts")).isEqualTo(2);
        assertThat(sum("request_hour", "requests")).isEqualTo(2);
    }

    @Test
    void run_deletesOldComparisonsOfShadows() {
        compared("old", MORNING.minus(Duration.ofDays(10)));
        compared("new", MORNING);

        upkeep("2026-03-01T12:07:00Z", 7).run();

        assertThat(database.sql("select id from shadow_call")
                        .query(String.class)
                        .list())
                .containsExactly("new");
    }

    private void compared(String id, Instant at) {
        database.sql("insert into shadow_call (id, shadow, at_ms, deployment, answered_by, streamed, answered, same,"
                        + " callers_chars, chars, callers_ms, duration_ms)"
                        + " values (?, 's', ?, 'a/b', 'c/d', 0, 1, 1, 5, 5, 9, 9)")
                .params(id, at.toEpochMilli())
                .update();
    }

    @Test
    void run_neverAddsUpAnHourAgainWhoseRowsAreGone() {
        answeredRequest("old", MORNING);
        upkeep("2026-03-01T12:07:00Z", 0).run();
        upkeep("2026-03-03T13:07:00Z", 2).run();

        upkeep("2026-03-03T14:07:00Z", 400).run();

        assertThat(books.count("attempt")).isZero();
        assertThat(sum("attempt_hour", "attempts")).isOne();
    }

    @Test
    void run_keepsAnOldAttemptThatIsStillUnderWay() {
        Journey journey =
                journey("r1").receivedAt(MORNING.minus(Duration.ofDays(10))).build();
        books.ledger.open(attempt(journey), journey);

        upkeep("2026-03-01T12:07:00Z", 7).run();

        assertThat(books.count("attempt")).isOne();
    }

    @Test
    void countErrors_compareOurCountsWithTheProviders() {
        Journey journey = journey("r1").receivedAt(MORNING).build();
        Attempt attempt = attempt(journey);
        books.ledger.open(attempt, journey);
        answered(attempt).ownCount(new OwnCount(OptionalLong.of(950), OptionalLong.of(230)));
        books.ledger.close(attempt, journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);
        upkeep("2026-03-01T12:07:00Z", 0).run();

        List<CountErrors.ModelError> errors =
                new CountErrors(database, Clock.fixed(MORNING, ZoneOffset.UTC)).of(Duration.ofDays(1));

        assertThat(errors)
                .containsExactly(new CountErrors.ModelError(
                        "groq",
                        "llama-3.3-70b",
                        new CountErrors.Comparison(1, 1_000, 950, 50),
                        new CountErrors.Comparison(1, 200, 230, 30)));
    }

    private void answeredRequest(String id, Instant receivedAt) {
        Journey journey = journey(id).receivedAt(receivedAt).build();
        Attempt attempt = attempt(journey);
        books.ledger.open(attempt, journey);
        answered(attempt).billing(Billing.BILLED);
        journey.baselineUsd(Optional.of(new BigDecimal("0.01")));
        books.ledger.close(attempt, journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);
    }

    private void failedRequest(String id, Instant receivedAt) {
        Journey journey = journey(id).receivedAt(receivedAt).build();
        Attempt attempt = attempt(journey);
        books.ledger.open(attempt, journey);
        failed(attempt).billing(Billing.FREE);
        books.ledger.close(attempt, journey);
        books.ledger.settle(journey, Outcome.FAILED, 503);
    }

    @Test
    void severalGateways_mayAddUpAtTheSameTime() throws Exception {
        answeredRequest("r1", MORNING);
        upkeep("2026-03-01T12:07:00Z", 0).run();
        Callable<Object> run = Executors.callable(upkeep("2026-03-01T12:07:00Z", 0)::run);

        try (ExecutorService gateways = Executors.newFixedThreadPool(4)) {
            for (Future<Object> end : gateways.invokeAll(Collections.nCopies(12, run))) {
                end.get();
            }
        }

        assertThat(sum("attempt_hour", "attempts")).isEqualTo(1);
    }

    private LedgerUpkeep upkeep(String now, int retentionDays) {
        DataSource dataSource = books.dataSource();
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        return new LedgerUpkeep(
                new UpkeepState(database),
                new Rollups(database, transaction),
                new Retention(database),
                new RetentionProperties(retentionDays),
                Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private long sum(String table, String column) {
        return database.sql("select coalesce(sum(" + column + "), 0) from " + table)
                .query(Long.class)
                .single();
    }

    /** SQLite gives small numbers back as integers, PostgreSQL as longs. */
    private static Map<String, Object> numbers(Map<String, Object> row) {
        Map<String, Object> numbers = new HashMap<>();
        row.forEach(
                (column, value) -> numbers.put(column, value instanceof Number number ? number.longValue() : value));
        return numbers;
    }
}
