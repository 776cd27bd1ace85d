package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import io.fareway.testing.Journeys;
import io.fareway.testing.MovableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a deployment can be called: what its breaker, its pauses and the calls under way say together. */
class AvailabilityTest {

    private static final Deployment ONE = Provision.deployment("small");

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final WaitingRoom waitingRoom = new WaitingRoom();
    private final Provider provider = Provision.provider(List.of(), 3);
    private final Settings settings = Provision.settings(provider, ONE);
    private final Bulkheads bulkheads = Provision.bulkheads(settings, waitingRoom);
    private final Availability availability = new Availability(
            new BreakerProperties(Duration.ofMinutes(1), 5, 50, Duration.ofMinutes(2), 80, Duration.ofMinutes(1)),
            Provision.keys(() -> settings, clock),
            bulkheads,
            waitingRoom,
            clock);
    private final CircuitBreaker breaker = availability.breaker(ONE);

    @Test
    void halfOpenBreaker_letsOneProbeThrough() {
        halfOpen();
        assertThat(availability.unavailableFor(ONE)).isEmpty();

        assertThat(bulkheads.enter(provider, ONE, "probe")).isTrue();

        assertThat(availability.unavailableFor(ONE)).isPresent();
        assertThat(bulkheads.enter(provider, ONE, "second")).isFalse();
    }

    @Test
    void probeThatSpeaks_keepsTheOthersWaitingUntilItEnds() {
        halfOpen();
        Journey probe = Journeys.journey("probe").build();
        bulkheads.enter(provider, ONE, probe.id());

        availability.goesWell(probe);

        assertThat(availability.unavailableFor(ONE)).isPresent();
    }

    @Test
    void recovery_letsOneCallMoreThroughWithEachGoodAnswer() {
        halfOpen();
        Journey probe = Journeys.journey("probe").build();
        bulkheads.enter(provider, ONE, probe.id());
        availability.goesWell(probe);
        bulkheads.leave(probe.id());
        breaker.transitionToClosedState();

        assertThat(bulkheads.enter(provider, ONE, "second")).isTrue();
        assertThat(bulkheads.enter(provider, ONE, "third")).isTrue();
        assertThat(bulkheads.enter(provider, ONE, "fourth")).isFalse();
        assertThat(availability.unavailableFor(ONE)).isPresent();
    }

    @Test
    void callsFromBeforeAnOutage_doNotTakeThePlaceOfItsProbe() {
        bulkheads.enter(provider, ONE, "old");

        halfOpen();

        assertThat(availability.unavailableFor(ONE)).isEmpty();
    }

    @Test
    void fullProvider_isUnavailableUntilACallEnds() {
        bulkheads.enter(provider, ONE, "first");
        bulkheads.enter(provider, ONE, "second");
        bulkheads.enter(provider, ONE, "third");
        assertThat(availability.unavailableFor(ONE)).isPresent();
        long news = waitingRoom.news();

        bulkheads.leave("first");

        assertThat(availability.unavailableFor(ONE)).isEmpty();
        assertThat(waitingRoom.news()).isGreaterThan(news);
    }

    @Test
    void openBreaker_isUnavailableUntilItsProbe() {
        breaker.transitionToOpenState();

        assertThat(availability.unavailableFor(ONE)).contains(Duration.ofMinutes(1));
    }

    @Test
    void longWait_isCutShortForARequestThatHasNobodyElse() {
        halfOpen();
        breaker.transitionToOpenState();
        assertThat(availability.unavailableFor(ONE)).contains(Duration.ofSeconds(90));
        assertThat(availability.closedToAllFor(ONE)).contains(Duration.ofSeconds(60));
        assertThat(availability.letThrough(ONE)).isFalse();

        clock.advance(Duration.ofSeconds(60));

        assertThat(availability.unavailableFor(ONE)).contains(Duration.ofSeconds(30));
        assertThat(availability.letThrough(ONE)).isTrue();
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    }

    @Test
    void breakerOpenedByHand_letsNobodyThrough() {
        breaker.transitionToForcedOpenState();
        clock.advance(Duration.ofMinutes(10));

        assertThat(availability.letThrough(ONE)).isFalse();
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.FORCED_OPEN);
    }

    @Test
    void coolDown_lastsAsLongAsAskedAndLetsOneCallThroughAfterIt() {
        availability.coolDown(ONE, ProviderKey.NONE, Duration.ofSeconds(3));
        assertThat(availability.unavailableFor(ONE)).contains(Duration.ofSeconds(3));

        clock.advance(Duration.ofSeconds(3));

        assertThat(availability.unavailableFor(ONE)).isEmpty();
        assertThat(bulkheads.enter(provider, ONE, "first")).isTrue();
        assertThat(bulkheads.enter(provider, ONE, "second")).isFalse();
    }

    @Test
    void operatorsHand_takesItBackWithAllItsPlaces() {
        halfOpen();
        bulkheads.enter(provider, ONE, "probe");

        availability.reset(ONE);

        assertThat(availability.unavailableFor(ONE)).isEmpty();
        assertThat(bulkheads.enter(provider, ONE, "second")).isTrue();
        assertThat(bulkheads.enter(provider, ONE, "third")).isTrue();
    }

    private void halfOpen() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
    }
}
