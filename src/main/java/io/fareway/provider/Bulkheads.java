package io.fareway.provider;

import io.fareway.model.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Bounds the calls under way at each provider, so that a slow one cannot take everything. */
@Component
class Bulkheads {

    private final Map<Compartment, Semaphore> permits = new ConcurrentHashMap<>();

    private record Compartment(String provider, int concurrentCalls) {}

    /** Takes a place; false when all are taken. */
    boolean enter(Provider provider) {
        return of(provider).tryAcquire();
    }

    /** Gives the place back. */
    void leave(Provider provider) {
        of(provider).release();
    }

    private Semaphore of(Provider provider) {
        int calls = provider.limits().concurrentCalls();
        return permits.computeIfAbsent(new Compartment(provider.name(), calls), added -> new Semaphore(calls));
    }
}
