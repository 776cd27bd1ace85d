package io.fareway.provider;

import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Bounds the calls under way: at each provider, so that a slow one cannot take everything, and at each deployment that
 * comes back into service. Tells the waiting room of each place that becomes free.
 */
@Component
public class Bulkheads {

    private final Supplier<Settings> settings;
    private final DeploymentStatistics statistics;
    private final WaitingRoom waitingRoom;
    private final SlowStart slowStart = new SlowStart();
    private final Map<Compartment, Semaphore> permits = new ConcurrentHashMap<>();
    private final Map<String, Place> taken = new ConcurrentHashMap<>();

    Bulkheads(Supplier<Settings> settings, DeploymentStatistics statistics, WaitingRoom waitingRoom) {
        this.settings = settings;
        this.statistics = statistics;
        this.waitingRoom = waitingRoom;
    }

    private record Compartment(String provider, int concurrentCalls) {}

    private record Place(Compartment compartment, String deployment, SlowStart.Allowance allowance) {}

    /**
     * Takes a place for the call that a request makes now.
     *
     * @return false when all are taken
     */
    boolean enter(Provider provider, Deployment deployment, String request) {
        Compartment compartment = of(provider);
        if (!permitsOf(compartment).tryAcquire()) {
            return false;
        }
        Optional<SlowStart.Allowance> allowance = slowStart.enter(deployment.name());
        if (allowance.isEmpty()) {
            permitsOf(compartment).release();
            return false;
        }
        taken.put(request, new Place(compartment, deployment.name(), allowance.get()));
        return true;
    }

    /** Takes in that the call of a request is being answered: a stream speaks, or an answer is whole. */
    void goesWell(String request) {
        Place place = taken.get(request);
        if (place != null) {
            slowStart.goesWell(place.deployment, place.allowance, place.compartment.concurrentCalls);
            waitingRoom.tell();
        }
    }

    /** Gives the place of a request back. */
    void leave(String request) {
        Place place = taken.remove(request);
        if (place != null) {
            place.allowance.leave();
            permitsOf(place.compartment).release();
            waitingRoom.tell();
        }
    }

    /** How many further calls to this deployment would find a place. */
    int places(Deployment deployment) {
        int atItsProvider = Optional.ofNullable(settings.get().providers().get(deployment.provider()))
                .map(provider -> permitsOf(of(provider)).availablePermits())
                .orElse(Integer.MAX_VALUE);
        return Math.min(slowStart.places(deployment.name()), atItsProvider);
    }

    /** Whether a deployment that comes back is being called. */
    boolean isCalled(String deployment) {
        return slowStart.isCalled(deployment);
    }

    /** A deployment that was ill is called once at first. */
    void beginWithOne(String deployment) {
        slowStart.begin(deployment, 1);
    }

    /** A deployment that had too many calls is called by half as many at first. */
    void beginWithHalf(String deployment) {
        slowStart.begin(deployment, statistics.underWay(deployment) / 2);
    }

    /** Forgets that a deployment was out of service. */
    void lift(String deployment) {
        slowStart.end(deployment);
    }

    private static Compartment of(Provider provider) {
        return new Compartment(provider.name(), provider.limits().concurrentCalls());
    }

    private Semaphore permitsOf(Compartment compartment) {
        return permits.computeIfAbsent(compartment, added -> new Semaphore(added.concurrentCalls));
    }
}
