package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import io.fareway.testing.MovableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a probe's outcome means for the breakers of the provider's deployments. */
class HealthProbesTest {

    private static final Deployment SMALL = Provision.deployment("small");
    private static final Deployment LARGE = Provision.deployment("large");

    private final Provider provider = Provision.provider(List.of());
    private final Settings settings = Provision.settings(provider, SMALL, LARGE);
    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final Availability availability = new Availability(
            new BreakerProperties(Duration.ofMinutes(1), 5, 50, Duration.ofMinutes(2), 80, Duration.ofMinutes(1)),
            Provision.keys(() -> settings, clock),
            Provision.bulkheads(settings, new WaitingRoom()),
            new WaitingRoom(),
            clock);
    private final HealthProbes probes = new HealthProbes(() -> settings, availability);
    private final CircuitBreaker breaker = availability.breaker(SMALL);

    @Test
    void failedProbe_countsAsAFailedCallOfEveryDeployment() {
        probes.failed(failure(new ConnectException("refused")), "p");

        assertThat(probes.isFailing("p")).isTrue();
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
        assertThat(availability.breaker(LARGE).getMetrics().getNumberOfFailedCalls())
                .isEqualTo(1);
    }

    @Test
    void status500_isAFailedProbe() throws IOException {
        probes.answered(status(503), "p");

        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void failedProbes_openTheBreakerLikeFailedCalls() {
        for (int i = 0; i < 6; i++) {
            probes.failed(failure(new ConnectException("refused")), "p");
        }

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void failedProbe_shutsAHalfOpenBreakerAgain() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        probes.failed(failure(new ConnectException("refused")), "p");

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 404, 429})
    void goodProbeAfterAFailedOne_letsOpenBreakersBeTriedAtOnce(int status) throws IOException {
        breaker.transitionToOpenState();
        probes.failed(failure(new ConnectException("refused")), "p");

        probes.answered(status(status), "p");

        assertThat(probes.isFailing("p")).isFalse();
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(availability.unavailableFor(SMALL)).isEmpty();
    }

    @Test
    void goodProbes_sayNothingAboutAnOutageThatTheyDoNotSee() throws IOException {
        breaker.transitionToOpenState();

        probes.answered(status(200), "p");
        probes.answered(status(200), "p");

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void goodProbes_doNotOutweighFailedCalls() throws IOException {
        for (int i = 0; i < 20; i++) {
            probes.answered(status(200), "p");
        }
        for (int i = 0; i < 6; i++) {
            breaker.onError(1, TimeUnit.MILLISECONDS, ProviderFaults.ill());
        }

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void noFreeConnection_isBusyAndNotIll() {
        probes.failed(failure(new ConnectionRequestTimeoutException("pool")), "p");

        assertThat(probes.isFailing("p")).isFalse();
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    private static Exchange failure(Exception cause) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
        return exchange;
    }

    private static Exchange status(int status) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        return exchange;
    }
}
