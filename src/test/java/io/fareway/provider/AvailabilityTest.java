package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Deployment;
import io.fareway.testing.Journeys;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the routes are told about a deployment whose breaker lets one probe through. */
class AvailabilityTest {

    private static final Deployment ONE = new Deployment("one", "small", "one-small", 8192, "", false);

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final Availability availability = new Availability(
            new BreakerProperties(Duration.ofMinutes(1), 5, 50, Duration.ofMinutes(2), 80, Duration.ofMinutes(1)),
            new KeyRing(() -> Journeys.SETTINGS, CLOCK),
            CLOCK);
    private final CircuitBreaker breaker = availability.breaker(ONE);

    @BeforeEach
    void halfOpen() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
    }

    @Test
    void halfOpenBreaker_letsOneProbeThroughHoweverOftenItIsAsked() {
        assertThat(availability.unavailableFor(ONE)).isEmpty();
        assertThat(availability.unavailableFor(ONE)).isEmpty();

        assertThat(breaker.tryAcquirePermission()).isTrue();
        assertThat(breaker.tryAcquirePermission()).isFalse();
    }

    @Test
    void probeUnderWay_makesTheOthersWaitForItsOutcome() {
        breaker.acquirePermission();

        assertThat(availability.unavailableFor(ONE))
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void openBreaker_isUnavailableUntilItsProbe() {
        breaker.transitionToOpenState();

        assertThat(availability.unavailableFor(ONE))
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMinutes(1)));
    }
}
