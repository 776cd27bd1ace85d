package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.model.BreakerRules;
import io.fareway.testing.MovableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a breaker opens by itself, with the shipped figures, and for how long. */
class BreakersTest {

    private static final Instant NOW = Instant.EPOCH;

    private final WaitingRoom waitingRoom = new WaitingRoom();
    private final Bulkheads bulkheads = Provision.bulkheads(waitingRoom);
    private final Breakers breakers = new Breakers(
            new BreakerProperties(Duration.ofMinutes(1), 5, 50, Duration.ofMinutes(2), 80, Duration.ofMinutes(1)),
            bulkheads,
            waitingRoom,
            new MovableClock(NOW));
    private final CircuitBreaker breaker = breakers.of("one/small");

    @ParameterizedTest(name = "{1} failures after {0} good calls: {2}")
    @CsvSource({
        "0, 5, CLOSED",
        "0, 6, OPEN",
        "3, 5, CLOSED",
        "6, 6, OPEN",
        "7, 6, CLOSED",
        "7, 7, OPEN",
        "100, 50, CLOSED",
    })
    void breaker_opensOnMoreThanFiveFailuresThatAreHalfOfTheCalls(int good, int failed, State state) {
        succeed(good, Duration.ofSeconds(1));
        fail(failed);

        assertThat(breaker.getState()).isEqualTo(state);
    }

    @ParameterizedTest(name = "{0} fast and {1} slow calls: {2}")
    @CsvSource({"0, 10, CLOSED", "0, 11, OPEN", "2, 9, OPEN", "3, 8, CLOSED"})
    void breaker_opensOnSlowCallsThatAreFourFifthsOfEnoughCalls(int fast, int slow, State state) {
        succeed(fast, Duration.ofSeconds(100));
        succeed(slow, Duration.ofSeconds(121));

        assertThat(breaker.getState()).isEqualTo(state);
    }

    @Test
    void waits_growWithEachProbeThatFails() {
        fail(6);
        assertThat(breakers.shutUntil("one/small", NOW)).isEqualTo(NOW.plusSeconds(60));

        failProbe();
        assertThat(breakers.shutUntil("one/small", NOW)).isEqualTo(NOW.plusSeconds(90));

        failProbe();
        assertThat(breakers.shutUntil("one/small", NOW)).isEqualTo(NOW.plusSeconds(135));
    }

    @Test
    void waits_startAnewAfterAProbeThatSucceeded() {
        fail(6);
        failProbe();
        breaker.transitionToHalfOpenState();
        breaker.acquirePermission();
        succeed(1, Duration.ZERO);

        fail(6);

        assertThat(breakers.shutUntil("one/small", NOW)).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void tryNow_letsOneCallThroughAnOpenBreaker() {
        fail(6);

        breakers.tryNow("one/small");

        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(breakers.shutUntil("one/small", NOW)).isEqualTo(Instant.MIN);
    }

    @Test
    void tryNow_leavesABreakerShutThatAnOperatorHasOpened() {
        breaker.transitionToForcedOpenState();

        breakers.tryNow("one/small");

        assertThat(breaker.getState()).isEqualTo(State.FORCED_OPEN);
    }

    @Test
    void reset_endsTheWaitOfAnOpenBreakerForGood() {
        Breakers quick = new Breakers(
                new BreakerProperties(Duration.ofMinutes(1), 5, 50, Duration.ofMinutes(2), 80, Duration.ofMillis(20)),
                bulkheads,
                waitingRoom,
                Clock.systemUTC());
        quick.of("one").transitionToOpenState();
        quick.reset("one");
        quick.of("one").transitionToForcedOpenState();

        quick.of("two").transitionToOpenState();
        await().until(() -> quick.of("two").getState() == State.HALF_OPEN);

        assertThat(quick.of("one").getState()).isEqualTo(State.FORCED_OPEN);
    }

    @Test
    void everyMove_isToldToThoseWhoWait() {
        long before = waitingRoom.news();

        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        assertThat(waitingRoom.news()).isEqualTo(before + 2);
    }

    private void failProbe() {
        breaker.transitionToHalfOpenState();
        breaker.acquirePermission();
        fail(1);
    }

    private void fail(int calls) {
        for (int i = 0; i < calls; i++) {
            breaker.onError(1, TimeUnit.MILLISECONDS, ProviderFaults.ill());
        }
    }

    private void succeed(int calls, Duration each) {
        for (int i = 0; i < calls; i++) {
            breaker.onSuccess(each.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void ownRules_countForTheirDeploymentAlone() {
        CircuitBreaker own = breakers.of("one/large", opensAtOnce());

        own.onError(0, TimeUnit.NANOSECONDS, ProviderFaults.ill());
        breaker.onError(0, TimeUnit.NANOSECONDS, ProviderFaults.ill());

        assertThat(own.getState()).isEqualTo(State.OPEN);
        assertThat(breakers.shutUntil("one/large", NOW)).isEqualTo(NOW.plusSeconds(7));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void breaker_isMadeAnewOnlyWhenItsRulesChange() {
        CircuitBreaker own = breakers.of("one/large", opensAtOnce());

        assertThat(breakers.of("one/large", opensAtOnce())).isSameAs(own);
        assertThat(breakers.of("one/large")).isSameAs(own);
        assertThat(breakers.of("one/large", BreakerRules.USUAL)).isNotSameAs(own);
    }

    private static BreakerRules opensAtOnce() {
        return new BreakerRules(
                Optional.empty(),
                Optional.of(0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(7)));
    }
}
