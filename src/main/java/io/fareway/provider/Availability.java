package io.fareway.provider;

import io.fareway.model.Attempt;
import io.fareway.model.BreakerRules;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.ProviderKey;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Which deployments can be called now: one circuit breaker each, and cool-downs that rate limits have set. Outlives
 * route revisions, so that an edit does not forget an outage.
 */
@Component
public class Availability {

    /** Told for a deployment that has no place now, or whose probe is under way: nobody can know for how long. */
    public static final Duration UNTIL_A_CALL_ENDS = Duration.ofMillis(250);

    private final Breakers breakers;
    private final Bulkheads bulkheads;
    private final WaitingRoom waitingRoom;
    private final KeyRing keys;
    private final Clock clock;

    Availability(
            BreakerProperties properties, KeyRing keys, Bulkheads bulkheads, WaitingRoom waitingRoom, Clock clock) {
        this.breakers = new Breakers(properties, bulkheads, waitingRoom, clock);
        this.bulkheads = bulkheads;
        this.waitingRoom = waitingRoom;
        this.keys = keys;
        this.clock = clock;
    }

    /** The breaker that the provider route of this deployment names. */
    public CircuitBreaker breaker(Deployment deployment) {
        return breakers.of(deployment.name());
    }

    /** The same, with what the settings say of it. */
    CircuitBreaker breaker(Deployment deployment, BreakerRules own) {
        return breakers.of(deployment.name(), own);
    }

    /** Lets one call through its open breaker now, because its provider has come back. */
    void tryNow(Deployment deployment) {
        breakers.tryNow(deployment.name());
    }

    /** Leaves a deployment alone under this key for a while, because it said so. */
    void coolDown(Deployment deployment, ProviderKey key, Duration pause) {
        boolean cooling = keys.isCooling(deployment);
        keys.rates().coolDown(deployment, key, pause);
        if (!cooling && keys.isCooling(deployment)) {
            bulkheads.beginWithHalf(deployment.name());
        }
    }

    /** Takes in that the call which a request makes now is being answered: a stream speaks, or an answer is whole. */
    void goesWell(Journey journey) {
        bulkheads.goesWell(journey.id());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Instant fullUntil(Deployment deployment) {
        return keys.fullUntil(deployment).orElse(Instant.MIN);
    }

    /** Whether nothing but a rate limit keeps a deployment from being called. */
    public boolean isFull(Deployment deployment) {
        Instant now = clock.instant();
        return fullUntil(deployment).isAfter(now)
                && keys.closedUntil(deployment).isEmpty()
                && !breakers.shutUntil(deployment.name(), now).isAfter(now);
    }

    /** Takes in what an answer tells about the limits of the key that the call carried. */
    void learn(Attempt attempt, UnaryOperator<String> header) {
        keys.rates().learn(attempt.deployment(), attempt.key(), header);
    }

    /** Forgets what is known against a deployment: its breaker closes, its cool-down ends, its provider's keys are good. */
    public void reset(Deployment deployment) {
        breakers.reset(deployment.name());
        keys.restore(deployment.provider());
        keys.rates().forget(deployment);
        bulkheads.lift(deployment.name());
        waitingRoom.tell();
    }

    /**
     * How long a deployment should not be called: its breaker is open or waits for its one probe, a rate limit asked for
     * a pause, the limits of all its keys are reached, its provider refuses all our keys, or as many calls are under way
     * as it, its provider or our keys may have.
     *
     * @return empty when it can be called now
     */
    public Optional<Duration> unavailableFor(Deployment deployment) {
        Instant now = clock.instant();
        return unavailableFor(deployment, breakers.shutUntil(deployment.name(), now), now);
    }

    /**
     * The same for a request that has nobody else to ask: a breaker that has opened again and again lets it through after
     * its first wait, see {@link #letThrough}.
     */
    public Optional<Duration> closedToAllFor(Deployment deployment) {
        Instant now = clock.instant();
        return unavailableFor(deployment, breakers.shutForAllUntil(deployment.name(), now), now);
    }

    /** How many further calls a deployment may have now: one as long as its breaker waits for a probe. */
    public int places(Deployment deployment) {
        int places = bulkheads.places(deployment);
        return breakers.isHalfOpen(deployment.name()) ? Math.min(1, places) : places;
    }

    /** Lets a request that has nobody else to ask be the probe of an open breaker; whether it can be called now. */
    public boolean letThrough(Deployment deployment) {
        if (closedToAllFor(deployment).isEmpty()) {
            breakers.tryNow(deployment.name());
        }
        return unavailableFor(deployment).isEmpty();
    }

    private Optional<Duration> unavailableFor(Deployment deployment, Instant shutUntil, Instant now) {
        Instant closed = keys.closedUntil(deployment).orElse(Instant.MIN);
        Instant until = latest(latest(closed, fullUntil(deployment)), shutUntil);
        if (until.isAfter(now)) {
            return Optional.of(Duration.between(now, until));
        }
        return breakers.isProbed(deployment.name()) || bulkheads.places(deployment) <= 0 || !keys.haveAPlace(deployment)
                ? Optional.of(UNTIL_A_CALL_ENDS)
                : Optional.empty();
    }
}
