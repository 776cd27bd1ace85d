package io.fareway.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many calls may be repeated at a provider: every call earns a tenth of a repeat, up to ten repeats saved, so that
 * an outage is not multiplied. A provider starts with all ten, or a quiet gateway could never repeat.
 */
@Component
public class RetryBudget {

    private static final int COST_OF_REPEAT = 10;
    private static final int MOST_SAVED = 100;

    private final Map<String, AtomicInteger> saved = new ConcurrentHashMap<>();

    /** Notes a call. */
    void earn(String provider) {
        savedFor(provider).updateAndGet(now -> Math.min(MOST_SAVED, now + 1));
    }

    /** Takes a repeat; false when none is left. */
    public boolean spend(String provider) {
        int before = savedFor(provider).getAndUpdate(now -> now >= COST_OF_REPEAT ? now - COST_OF_REPEAT : now);
        return before >= COST_OF_REPEAT;
    }

    /** Gives a provider all its repeats back. */
    public void refill(String provider) {
        savedFor(provider).set(MOST_SAVED);
    }

    private AtomicInteger savedFor(String provider) {
        return saved.computeIfAbsent(provider, added -> new AtomicInteger(MOST_SAVED));
    }
}
