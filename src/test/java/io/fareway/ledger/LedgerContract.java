package io.fareway.ledger;

import static io.fareway.testing.Journeys.answered;
import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger promises when rows, databases or processes fail, on every database. */
abstract class LedgerContract extends LedgerBookingContract {

    /** Makes every write fail until {@link #bringBack}. */
    abstract void takeAway() throws SQLException;

    abstract void bringBack() throws SQLException;

    @Test
    void open_rowOfAnotherCallWithSameIdIsRefused() {
        Journey first = journey("r1").build();
        books.ledger.open(attempt(first), first);
        Journey second =
                journey("r1").receivedAt(Journeys.RECEIVED.plusSeconds(1)).build();

        assertThatThrownBy(() -> books.ledger.open(attempt(second), second))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("another row has the id of attempt r1.1");
    }

    @Test
    void keyUsage_isThatOfEarlierRunsAndOtherGateways() {
        Journey journey = journey("r1").build();
        Attempt attempt = attempt(journey);
        attempt.key(new ProviderKey("FIRST_KEY", new Secret("sk-1")));
        books.ledger.open(attempt, journey);
        books.ledger.close(answered(attempt), journey);
        books.ledger.settle(journey, Outcome.ANSWERED, 200);
        StoredKeyUsage usage = new StoredKeyUsage(books.dataSource(), new GatewayInstance("here"));
        Instant midnight = Journeys.RECEIVED.truncatedTo(ChronoUnit.DAYS);

        List<KeyUsage.Day> afterARestart = usage.since(midnight, midnight.plus(Duration.ofDays(1)));

        assertThat(afterARestart)
                .containsExactly(new KeyUsage.Day(
                        attempt.deployment().provider(),
                        "FIRST_KEY",
                        LocalDate.ofInstant(midnight, ZoneOffset.UTC),
                        1,
                        attempt.usage().total()));
        assertThat(usage.since(midnight, midnight)).as("what it counts itself").isEmpty();
        assertThat(new StoredKeyUsage(books.dataSource(), new GatewayInstance("there")).since(midnight, midnight))
                .isEqualTo(afterARestart);
    }

    @ParameterizedTest
    @CsvSource({"call, 1", "shadow, 1", "evaluation, 1", "batch, 0"})
    void keyUsage_countsWhateverCountsAgainstTheKeysLimits(String kind, int counted) {
        Journey journey = journey("r1").build();
        books.ledger.open(attempt(journey), journey);
        books.database.sql("update attempt set kind = ?").param(kind).update();
        Instant midnight = Journeys.RECEIVED.truncatedTo(ChronoUnit.DAYS);

        List<KeyUsage.Day> days =
                new StoredKeyUsage(books.dataSource(), new GatewayInstance("there")).since(midnight, midnight);

        assertThat(days).hasSize(counted);
    }

    @Test
    void open_oneBadRowDoesNotFailItsNeighbours() throws Exception {
        Journey taken = journey("bad").build();
        books.ledger.open(attempt(taken), taken);
        books.lifecycle.stop();
        Journey good = journey("good").build();
        Journey bad =
                journey("bad").receivedAt(Journeys.RECEIVED.plusSeconds(1)).build();
        Journey alsoGood = journey("also-good").build();
        List<PendingEntry> group = new ArrayList<>();
        for (Journey journey : List.of(good, bad, alsoGood)) {
            group.add(new PendingEntry(OpenedAttempt.of(attempt(journey), journey, "here")));
        }

        books.writer.write(group);

        group.get(0).written().get();
        group.get(2).written().get();
        assertThat(group.get(1).written()).isCompletedExceptionally();
        assertThat(books.queries.request("good")).isPresent();
        assertThat(books.queries.request("also-good")).isPresent();
    }

    @Test
    void open_isRefusedWhileDatabaseIsAwayAndLeavesNoRow() throws Exception {
        Journey refused = journey("refused").build();
        Journey later = journey("later").build();
        takeAway();

        assertThatThrownBy(() -> books.ledger.open(attempt(refused), refused))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("fareway.database.url");
        bringBack();
        books.ledger.open(attempt(later), later);

        assertThat(books.queries.request("refused")).isEmpty();
        assertThat(books.queries.request("later")).isPresent();
    }

    @Test
    void close_isKeptWhileDatabaseIsAway() throws Exception {
        Journey journey = journey("r1").build();
        Attempt attempt = openedAttempt(journey);
        takeAway();

        run(answered(attempt), journey);
        assertThatThrownBy(() -> books.ledger.settle(journey, Outcome.ANSWERED, 200))
                .isInstanceOf(LedgerUnavailableException.class);
        bringBack();
        Journey later = journey("later").build();
        books.ledger.settle(later, Outcome.FAILED, 503);

        RequestRecord record = books.queries.request("r1").orElseThrow();
        assertThat(record.ending().orElseThrow().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(record.attempts().getFirst().ending().orElseThrow().costUsd())
                .contains(new BigDecimal("0.000748"));
    }

    @Test
    void stop_writesWhatIsQueued() {
        Journey journey = journey("r1").build();
        Attempt attempt = answered(openedAttempt(journey));

        books.ledger.close(attempt, journey);
        books.lifecycle.stop();

        assertThat(onlyAttempt("r1").ending()).isPresent();
    }

    @Test
    void open_afterStopIsRefused() {
        Journey journey = journey("r1").build();
        books.lifecycle.stop();

        assertThatThrownBy(() -> books.ledger.open(attempt(journey), journey))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("stopped");
        assertThat(books.queries.request("r1")).isEmpty();
    }

    @Test
    void start_booksAttemptsOfKilledProcessAsUncertain() {
        Journey killed = journey("killed").build();
        books.ledger.open(attempt(killed), killed);

        restart();

        RequestRecord record = books.queries.request("killed").orElseThrow();
        RequestRecord.Ending request = record.ending().orElseThrow();
        assertThat(request.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(request.status()).isZero();
        assertThat(request.attempts()).isEqualTo(1);
        assertThat(request.costUsd()).isEmpty();
        AttemptRecord.Ending attempt = record.attempts().getFirst().ending().orElseThrow();
        assertThat(attempt.outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(attempt.closedAt()).isEqualTo(NOW);
        assertThat(attempt.usage()).isEmpty();
        assertThat(attempt.costUsd()).isEmpty();
    }

    @Test
    void start_booksRequestKilledBetweenCloseAndSettleWithItsCost() {
        Journey killed = journey("killed").build();
        run(answered(openedAttempt(killed)), killed);

        restart();

        RequestRecord record = books.queries.request("killed").orElseThrow();
        assertThat(record.ending().orElseThrow().outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(record.ending().orElseThrow().costUsd()).contains(new BigDecimal("0.000748"));
        assertThat(record.attempts().getFirst().ending().orElseThrow().outcome())
                .isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void start_leavesRowsOfOtherInstancesAlone() {
        Journey elsewhere = journey("elsewhere").build();
        books.ledger.open(attempt(elsewhere), elsewhere);
        books.database.sql("update attempt set instance = 'elsewhere'").update();

        restart();

        assertThat(books.queries.request("elsewhere").orElseThrow().ending()).isEmpty();
        assertThat(onlyAttempt("elsewhere").ending()).isEmpty();
    }

    @Test
    void start_closesRowsOfAnInstanceThatHasNotComeBackForADay() {
        Journey lost = journey("lost")
                .receivedAt(NOW.minus(Duration.ofDays(1)).minusSeconds(1))
                .build();
        books.ledger.open(attempt(lost), lost);
        books.database.sql("update attempt set instance = 'elsewhere'").update();

        restart();

        assertThat(onlyAttempt("lost").ending().orElseThrow().outcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(books.queries.request("lost").orElseThrow().ending()).isPresent();
    }

    @Test
    void start_leavesSettledRequestsAlone() {
        Journey done = journey("done").build();
        run(answered(openedAttempt(done)), done);
        books.ledger.settle(done, Outcome.ANSWERED, 200);

        restart();

        assertThat(books.queries
                        .request("done")
                        .orElseThrow()
                        .ending()
                        .orElseThrow()
                        .outcome())
                .isEqualTo(Outcome.ANSWERED);
    }

    void restart() {
        books.lifecycle.stop();
        books.lifecycle.start();
    }
}
