package io.fareway.ledger;

import static io.fareway.testing.Journeys.answered;
import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.failed;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Cost;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger holds, on every database. */
abstract class LedgerBookingContract {

    static final Instant NOW = Journeys.RECEIVED.plusSeconds(60);

    LedgerFixture books;

    /** An empty database of its own for each test. */
    abstract DatabaseProperties database() throws Exception;

    @BeforeEach
    void startLedger() throws Exception {
        books = LedgerFixture.on(database(), Clock.fixed(NOW, ZoneOffset.UTC));
        books.lifecycle.start();
    }

    @AfterEach
    void stopLedger() {
        books.close();
    }

    @Test
    void open_isDurableBeforeItReturns() {
        Journey journey = journey("r1").task("summary").build();

        books.ledger.open(attempt(journey), journey);

        RequestRecord underWay = books.queries.request("r1").orElseThrow();
        assertThat(underWay.ending()).isEmpty();
        assertThat(underWay.task()).isEqualTo("summary");
        assertThat(underWay.attempts()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("r1.1");
            assertThat(row.deployment()).isEqualTo("groq/llama-3.3-70b");
            assertThat(row.ending()).isEmpty();
        });
    }

    @Test
    void settle_booksWholeRequestWithItsAttempts() {
        Journey journey = journey("r1").model("auto").job("job-7").build();
        run(failed(openedAttempt(journey)), journey);
        run(answered(openedAttempt(journey)), journey);
        journey.baselineUsd(Optional.of(new BigDecimal("0.0036")));

        books.ledger.settle(journey, Outcome.ANSWERED, 200);

        RequestRecord record = books.queries.request("r1").orElseThrow();
        assertThat(record.receivedAt()).isEqualTo(Journeys.RECEIVED);
        assertThat(record.endpoint()).isEqualTo("batch");
        assertThat(record.askedModel()).isEqualTo("auto");
        assertThat(record.tier()).isEqualTo("simple");
        assertThat(record.tierReason()).isEqualTo("short prompt");
        assertThat(record.streamed()).isFalse();
        assertThat(record.job()).isEqualTo("job-7");
        RequestRecord.Ending ending = record.ending().orElseThrow();
        assertThat(ending.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(ending.status()).isEqualTo(200);
        assertThat(ending.attempts()).isEqualTo(2);
        assertThat(ending.deployment()).isEqualTo("groq/llama-3.3-70b");
        assertThat(ending.costUsd()).contains(new BigDecimal("0.000748"));
        assertThat(ending.baselineUsd()).contains(new BigDecimal("0.0036"));
        assertThat(ending.baseline()).isEqualTo("openai/gpt-4.1");
        assertThat(record.attempts()).extracting(AttemptRecord::id).containsExactly("r1.1", "r1.2");
    }

    @Test
    void close_booksOutcomeUsageCostAndTimes() {
        Journey journey = journey("r1").build();
        Attempt attempt = journey.startAttempt(Journeys.GROQ, Journeys.RECEIVED, 1_000_000_000);
        books.ledger.open(attempt, journey);
        attempt.firstByteAt(1_120_000_000);
        answered(attempt);
        attempt.usage(new Usage(Map.of(TokenClass.CACHE_WRITE_1H, 7L, TokenClass.REASONING, 3L), true));
        attempt.closedAt(1_900_000_000);

        books.ledger.close(attempt, journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);

        AttemptRecord row = onlyAttempt("r1");
        assertThat(row.openedAt()).isEqualTo(Journeys.RECEIVED);
        assertThat(row.instance()).isEqualTo("here");
        AttemptRecord.Ending ending = row.ending().orElseThrow();
        assertThat(ending.closedAt()).isEqualTo(NOW);
        assertThat(ending.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(ending.httpStatus()).isEqualTo(200);
        assertThat(ending.usage()).contains(attempt.usage());
        assertThat(ending.priceId()).contains("groq/llama-3.3-70b@2026-01-01T00:00:00Z");
        assertThat(ending.costUsd()).contains(new BigDecimal("0.000748"));
        assertThat(ending.firstByteMillis()).hasValue(120);
        assertThat(ending.durationMillis()).hasValue(900);
    }

    @Test
    void close_unknownPriceLeavesCostUnknownInAttemptAndRequest() {
        Journey journey = journey("r1").build();
        Attempt attempt = answered(openedAttempt(journey));
        attempt.cost(Optional.empty());

        run(attempt, journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);

        assertThat(onlyAttempt("r1").ending().orElseThrow().costUsd()).isEmpty();
        assertThat(books.queries
                        .request("r1")
                        .orElseThrow()
                        .ending()
                        .orElseThrow()
                        .costUsd())
                .isEmpty();
    }

    @Test
    void close_ofFailureWithoutTokensCostsNothing() {
        Journey journey = journey("r1").build();

        run(failed(openedAttempt(journey)), journey);
        books.ledger.settle(journey, Outcome.FAILED, 503);

        AttemptRecord.Ending ending = onlyAttempt("r1").ending().orElseThrow();
        assertThat(ending.costUsd()).contains(BigDecimal.ZERO);
        assertThat(ending.error()).isEqualTo("503 from groq/llama-3.3-70b");
    }

    @Test
    void close_amountTooFineToStoreIsBookedAsUnknown() {
        Journey journey = journey("r1").build();
        Attempt attempt = answered(openedAttempt(journey));
        attempt.cost(attempt.cost()
                .map(cost -> new Cost(new BigDecimal("0.0000000000001"), cost.byClass(), cost.priceId())));

        run(attempt, journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);

        assertThat(onlyAttempt("r1").ending().orElseThrow().costUsd()).isEmpty();
    }

    @Test
    void open_snapshotsTheJourneyAsItWas() {
        Journey journey = journey("r1").build();
        Attempt attempt = answered(openedAttempt(journey));

        books.ledger.close(attempt, journey);
        attempt.httpStatus(599);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);

        assertThat(onlyAttempt("r1").ending().orElseThrow().httpStatus()).isEqualTo(200);
    }

    @Test
    void settle_comesAfterTheCloseBeforeIt() throws Exception {
        List<Future<Boolean>> closedWhenSettled = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                Journey journey = journey("r" + i).build();
                closedWhenSettled.add(callers.submit(() -> {
                    run(answered(openedAttempt(journey)), journey);
                    books.ledger.settle(journey, Outcome.ANSWERED, 200);
                    return onlyAttempt(journey.id()).ending().isPresent();
                }));
            }
        }

        for (Future<Boolean> closed : closedWhenSettled) {
            assertThat(closed.get()).isTrue();
        }
    }

    @Test
    void settle_lastWordCounts() {
        Journey journey = journey("r1").build();

        books.ledger.settle(journey, Outcome.ANSWERED, 200);
        books.ledger.settle(journey, Outcome.CANCELLED, 499);

        RequestRecord.Ending ending =
                books.queries.request("r1").orElseThrow().ending().orElseThrow();
        assertThat(ending.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(ending.status()).isEqualTo(499);
    }

    @Test
    void open_of200ThreadsAtOnceAreAllDurable() throws Exception {
        List<Future<?>> opened = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Journey journey = journey("r" + i).build();
                opened.add(callers.submit(() -> books.ledger.open(attempt(journey), journey)));
            }
        }

        for (Future<?> call : opened) {
            call.get();
        }
        assertThat(books.count("attempt")).isEqualTo(200);
    }

    @Test
    void request_unknownIdIsEmpty() {
        assertThat(books.queries.request("nobody")).isEmpty();
    }

    @Test
    void close_writesWholeRowWhenItsOpeningWasLost() {
        Journey journey = journey("r1").build();

        run(answered(attempt(journey)), journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);

        assertThat(onlyAttempt("r1").ending().orElseThrow().outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void open_simulatedDeploymentIsMarked() {
        Journey journey = journey("r1").build();
        Deployment demo = new Deployment("demo-a", "small", "small", 8_000, "", true);

        books.ledger.open(journey.startAttempt(demo, Journeys.RECEIVED, 0), journey);

        assertThat(onlyAttempt("r1").simulated()).isTrue();
    }

    Attempt openedAttempt(Journey journey) {
        Attempt attempt = attempt(journey);
        books.ledger.open(attempt, journey);
        return attempt;
    }

    void run(Attempt ended, Journey journey) {
        books.ledger.close(ended, journey);
    }

    AttemptRecord onlyAttempt(String requestId) {
        List<AttemptRecord> attempts =
                books.queries.request(requestId).orElseThrow().attempts();
        assertThat(attempts).hasSize(1);
        return attempts.getFirst();
    }
}
