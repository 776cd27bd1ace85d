package io.fareway.provider;

import io.fareway.ledger.LedgerUnavailableException;
import io.fareway.model.Deployment;
import io.fareway.model.RequestError;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which deployments can be called now: one circuit breaker each, and cool-downs that rate limits have set. Outlives
 * route revisions, so that an edit does not forget an outage.
 */
@Component
public class Availability {

    /** Each failed probe makes the next wait longer. */
    private static final double GROWTH = 1.5;

    private static final Duration LONGEST_OPEN = Duration.ofMinutes(5);

    /** Told for a breaker that was opened by hand, which has no end. */
    private static final Duration OPENED_BY_HAND = Duration.ofMinutes(1);

    /** Until the outcome of a probe that is under way is worth a look. */
    private static final Duration PROBE_UNDER_WAY = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;
    private final KeyRing keys;
    private final Clock clock;
    private final Map<String, Instant> coolingUntil = new ConcurrentHashMap<>();
    private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();
    private final Map<String, Integer> openings = new ConcurrentHashMap<>();
    private final IntervalFunction openFor;

    Availability(BreakerProperties properties, KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.openFor = IntervalFunction.ofExponentialBackoff(properties.open(), GROWTH, LONGEST_OPEN);
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) Math.max(1, properties.window().toSeconds()))
                .minimumNumberOfCalls(properties.minimumCalls())
                .failureRateThreshold(properties.failureRate())
                .waitIntervalFunctionInOpenState(openFor)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(1)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .ignoreException(Availability::isNotTheDeploymentsFault)
                .build();
    }

    /** The breaker that the provider route of this deployment names. */
    public CircuitBreaker breaker(Deployment deployment) {
        return breakers.computeIfAbsent(deployment.name(), this::newBreaker);
    }

    private CircuitBreaker newBreaker(String name) {
        CircuitBreaker breaker = CircuitBreaker.of(name, config);
        breaker.getEventPublisher().onStateTransition(event -> noteTransition(name, event.getStateTransition()));
        return breaker;
    }

    private void noteTransition(String name, CircuitBreaker.StateTransition transition) {
        LOG.warn("Circuit breaker of {}: {}", name, transition);
        if (transition.getToState() == CircuitBreaker.State.OPEN) {
            int opening = openings.merge(name, 1, Integer::sum);
            openUntil.put(name, clock.instant().plusMillis(openFor.apply(opening)));
        } else {
            openUntil.remove(name);
        }
        if (transition.getToState() == CircuitBreaker.State.CLOSED) {
            openings.remove(name);
        }
    }

    /** Leaves a deployment alone for a while, because it said so. */
    void coolDown(Deployment deployment, Duration pause) {
        coolingUntil.merge(deployment.name(), clock.instant().plus(pause), Availability::latest);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Forgets what is known against a deployment: its breaker closes, its cool-down ends, its provider's keys are good. */
    public void reset(Deployment deployment) {
        breaker(deployment).reset();
        coolingUntil.remove(deployment.name());
        keys.restore(deployment.provider());
    }

    /**
     * How long a deployment should not be called: its breaker is open or waits for its one probe, a rate limit asked for
     * a pause, or its provider refuses all our keys.
     *
     * @return empty when it can be called now
     */
    public Optional<Duration> unavailableFor(Deployment deployment) {
        Instant now = clock.instant();
        Instant cooling = latest(
                coolingUntil.getOrDefault(deployment.name(), Instant.MIN),
                keys.closedUntil(deployment.provider()).orElse(Instant.MIN));
        Instant until = latest(cooling, shutUntil(deployment, now));
        return until.isAfter(now) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }

    private Instant shutUntil(Deployment deployment, Instant now) {
        CircuitBreaker breaker = breaker(deployment);
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> openUntil.getOrDefault(deployment.name(), now.plus(OPENED_BY_HAND));
            case HALF_OPEN -> mayProbe(breaker) ? Instant.MIN : now.plus(PROBE_UNDER_WAY);
            case CLOSED, DISABLED, METRICS_ONLY -> Instant.MIN;
        };
    }

    /** Asks as a call would, and gives the permission back: the breaker does not tell otherwise. */
    private static boolean mayProbe(CircuitBreaker breaker) {
        boolean permitted = breaker.tryAcquirePermission();
        if (permitted) {
            breaker.releasePermission();
        }
        return permitted;
    }

    private static boolean isNotTheDeploymentsFault(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault fault) {
                return fault.blame() != ProviderFault.Blame.DEPLOYMENT;
            }
            if (cause instanceof CallerGoneException) {
                return true;
            }
            if (cause instanceof LedgerUnavailableException || cause instanceof RequestError) {
                return true;
            }
        }
        return false;
    }
}
