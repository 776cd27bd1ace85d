package io.fareway.provider;

import io.fareway.ledger.LedgerUnavailableException;
import io.fareway.model.BreakerRules;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers by name of the deployment. A breaker opens with more than {@code failures} failed calls in the
 * window that are at least {@code failureRate} per cent of its calls, or with as many calls of which {@code slowCallRate}
 * per cent were slow. With the defaults, 6 failures of 6 calls open it, and so do 6 of 12; 6 of 13 do not.
 */
final class Breakers {

    /** Each failed probe makes the next wait longer. */
    private static final double GROWTH = 1.5;

    private static final int FIRST = 1;

    private static final Duration LONGEST_OPEN = Duration.ofMinutes(5);

    /** Told for a breaker that has opened in this instant, before its wait is noted. */
    private static final Duration BEING_OPENED = Duration.ofMillis(1);

    /** Told for a breaker that was opened by hand, which has no end. */
    private static final Duration OPENED_BY_HAND = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final Map<String, Made> breakers = new ConcurrentHashMap<>();
    private final Map<String, Wait> waits = new ConcurrentHashMap<>();
    private final Map<String, Integer> openings = new ConcurrentHashMap<>();
    private final BreakerProperties usual;
    private final Bulkheads bulkheads;
    private final WaitingRoom waitingRoom;
    private final Clock clock;

    /** A breaker with what it was made for. */
    private record Made(BreakerProperties properties, CircuitBreaker breaker) {}

    /**
     * Of an open breaker.
     *
     * @param over when it half-opens by itself
     * @param overForSome when it lets those through who have nobody else to ask, as if it had opened for the first time
     */
    private record Wait(Instant over, Instant overForSome) {}

    Breakers(BreakerProperties usual, Bulkheads bulkheads, WaitingRoom waitingRoom, Clock clock) {
        this.usual = usual;
        this.bulkheads = bulkheads;
        this.waitingRoom = waitingRoom;
        this.clock = clock;
    }

    private static CircuitBreakerConfig config(BreakerProperties properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) Math.max(1, properties.window().toSeconds()))
                .minimumNumberOfCalls(callsThatImplyTheFailures(properties))
                .failureRateThreshold(properties.failureRate())
                .slowCallDurationThreshold(properties.slowCall())
                .slowCallRateThreshold(properties.slowCallRate())
                .waitIntervalFunctionInOpenState(openFor(properties))
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(1)
                .ignoreException(Breakers::isNotTheDeploymentsFault)
                .build();
    }

    private static IntervalFunction openFor(BreakerProperties properties) {
        return IntervalFunction.ofExponentialBackoff(properties.open(), GROWTH, LONGEST_OPEN);
    }

    /** The fewest calls of which the failure rate makes more than the failures allowed. */
    private static int callsThatImplyTheFailures(BreakerProperties properties) {
        return properties.failures() * 100 / properties.failureRate() + 1;
    }

    /** The breaker of that deployment. */
    CircuitBreaker of(String deployment) {
        return breakers.computeIfAbsent(deployment, name -> make(name, usual)).breaker();
    }

    /** The same, made anew when these rules are not those it was made for. */
    CircuitBreaker of(String deployment, BreakerRules own) {
        BreakerProperties properties = usual.with(own);
        return breakers.compute(
                        deployment,
                        (name, made) ->
                                made != null && made.properties().equals(properties) ? made : make(name, properties))
                .breaker();
    }

    private Made make(String name, BreakerProperties properties) {
        waits.remove(name);
        openings.remove(name);
        bulkheads.lift(name);
        CircuitBreaker breaker = CircuitBreaker.of(name, config(properties));
        IntervalFunction openFor = openFor(properties);
        breaker.getEventPublisher()
                .onError(failure -> openAfterMany(breaker, properties))
                .onStateTransition(event -> noteTransition(name, event.getStateTransition(), openFor));
        return new Made(properties, breaker);
    }

    /** Resilience4j judges rates only, and not before it has many calls. Runs before it has counted this failure. */
    private void openAfterMany(CircuitBreaker breaker, BreakerProperties properties) {
        CircuitBreaker.Metrics counts = breaker.getMetrics();
        long failures = counts.getNumberOfFailedCalls() + 1L;
        long calls = counts.getNumberOfBufferedCalls() + 1L;
        if (failures > properties.failures() && failures * 100 >= calls * properties.failureRate()) {
            openIfClosed(breaker);
        }
    }

    private synchronized void openIfClosed(CircuitBreaker breaker) {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    private void noteTransition(String name, CircuitBreaker.StateTransition transition, IntervalFunction openFor) {
        LOG.warn("Circuit breaker of {}: {}", name, transition);
        if (transition.getToState() == CircuitBreaker.State.OPEN) {
            int opening = openings.merge(name, 1, Integer::sum);
            Instant now = clock.instant();
            waits.put(name, new Wait(now.plusMillis(openFor.apply(opening)), now.plusMillis(openFor.apply(FIRST))));
            bulkheads.beginWithOne(name);
        } else {
            waits.remove(name);
        }
        if (transition.getToState() == CircuitBreaker.State.CLOSED) {
            openings.remove(name);
            if (transition.getFromState() != CircuitBreaker.State.HALF_OPEN) {
                bulkheads.lift(name);
            }
        }
        waitingRoom.tell();
    }

    /** Lets one call through an open breaker now instead of later; one that was opened by hand stays shut. */
    void tryNow(String deployment) {
        CircuitBreaker breaker = of(deployment);
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            breaker.transitionToHalfOpenState();
        }
    }

    /** Closes a breaker and forgets its counts. */
    void reset(String deployment) {
        CircuitBreaker breaker = of(deployment);
        // its own reset leaves the timer of an open breaker running, which would half-open it later, whatever its state
        breaker.transitionToClosedState();
        breaker.reset();
    }

    /** Until when a deployment should not be called. */
    Instant shutUntil(String deployment, Instant now) {
        return shutUntil(deployment, now, Wait::over);
    }

    private Instant shutUntil(String deployment, Instant now, Function<Wait, Instant> end) {
        return switch (of(deployment).getState()) {
            case OPEN -> Optional.ofNullable(waits.get(deployment)).map(end).orElse(now.plus(BEING_OPENED));
            case FORCED_OPEN -> now.plus(OPENED_BY_HAND);
            case HALF_OPEN, CLOSED, DISABLED, METRICS_ONLY -> Instant.MIN;
        };
    }

    /**
     * Until when a request that has nobody else to ask should not call a deployment: waits that have grown spare a provider
     * only as long as others can answer.
     */
    Instant shutForAllUntil(String deployment, Instant now) {
        return shutUntil(deployment, now, Wait::overForSome);
    }

    boolean isHalfOpen(String deployment) {
        return of(deployment).getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /** Whether its one probe is under way, on whose outcome everything hangs. */
    boolean isProbed(String deployment) {
        return isHalfOpen(deployment) && bulkheads.isCalled(deployment);
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
