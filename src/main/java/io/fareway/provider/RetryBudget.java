package io.fareway.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many calls may be repeated at a provider: every call earns a tenth of a repeat, up to ten repeats saved, so that
 * an outage is not multiplied. Half of what can be saved is kept for requests that have nobody else to ask. A provider
 * starts with all ten, or a quiet gateway could never repeat.
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
        return spend(provider, 0);
    }

    /** Takes a repeat for a request that has others to ask; false when no more than half of the savings are left. */
    public boolean spendSpare(String provider) {
        return spend(provider, MOST_SAVED / 2);
    }

    private boolean spend(String provider, int kept) {
        int needed = COST_OF_REPEAT + kept;
        return savedFor(provider).getAndUpdate(now -> now >= needed ? now - COST_OF_REPEAT : now) >= needed;
    }

    /** Gives a provider all its repeats back. */
    public void refill(String provider) {
        savedFor(provider).set(MOST_SAVED);
    }

    private AtomicInteger savedFor(String provider) {
        return saved.computeIfAbsent(provider, added -> new AtomicInteger(MOST_SAVED));
    }
}
