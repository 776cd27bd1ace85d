package io.fareway.provider;

import io.fareway.model.Deployment;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
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

    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;
    private final Duration openFor;
    private final Clock clock;
    private final Map<String, Instant> coolingUntil = new ConcurrentHashMap<>();
    private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();

    Availability(BreakerProperties properties, Clock clock) {
        this.clock = clock;
        this.openFor = properties.open();
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) Math.max(1, properties.window().toSeconds()))
                .minimumNumberOfCalls(properties.minimumCalls())
                .failureRateThreshold(properties.failureRate())
                .waitDurationInOpenState(properties.open())
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
            openUntil.put(name, clock.instant().plus(openFor));
        } else {
            openUntil.remove(name);
        }
    }

    /** Leaves a deployment alone for a while, because it said so. */
    void coolDown(Deployment deployment, Duration pause) {
        Instant until = clock.instant().plus(pause);
        coolingUntil.merge(deployment.name(), until, (known, asked) -> asked.isAfter(known) ? asked : known);
    }

    /**
     * How long a deployment should not be called: its breaker is open, or a rate limit asked for a pause.
     *
     * @return empty when it can be called now
     */
    public Optional<Duration> unavailableFor(Deployment deployment) {
        Instant now = clock.instant();
        Instant cooling = coolingUntil.getOrDefault(deployment.name(), Instant.MIN);
        Instant open = isOpen(deployment) ? openUntil.getOrDefault(deployment.name(), now.plus(openFor)) : Instant.MIN;
        Instant until = cooling.isAfter(open) ? cooling : open;
        return until.isAfter(now) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }

    private boolean isOpen(Deployment deployment) {
        return switch (breaker(deployment).getState()) {
            case OPEN, FORCED_OPEN -> true;
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> false;
        };
    }

    private static boolean isNotTheDeploymentsFault(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault fault) {
                return fault.blame() != ProviderFault.Blame.DEPLOYMENT;
            }
        }
        return false;
    }
}
