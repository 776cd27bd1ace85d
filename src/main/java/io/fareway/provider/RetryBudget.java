package io.fareway.provider;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many calls may be repeated at a provider: every call earns a fifth of a repeat and every second earns one, up to ten
 * repeats saved, so that an outage is not multiplied and yet a quiet gateway can repeat. Half of what can be saved is kept
 * for requests that have nobody else to ask, and of those the one that came first comes first. A provider starts with ten.
 *
 * <p>A fifth of the calls is also the share that
 * <a href="https://twitter.github.io/finagle/guide/Clients.html#retries">Finagle</a> and
 * <a href="https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/circuit_breaker.proto">Envoy</a> allow.
 */
@Component
public class RetryBudget {

    private static final long REPEAT = 1_000;
    private static final long EARNED_BY_A_CALL = REPEAT / 5;
    private static final long EARNED_IN_A_MILLISECOND = REPEAT / 1_000;
    private static final int MOST_SAVED = 10;

    private final Clock clock;
    private final Waiters waiters = new Waiters();
    private final Map<String, Savings> providers = new ConcurrentHashMap<>();

    RetryBudget(Clock clock) {
        this.clock = clock;
    }

    /** Notes a call. */
    void earn(String provider) {
        savingsOf(provider).earn(EARNED_BY_A_CALL);
    }

    /** Takes a repeat for a request that has nobody else to ask; false when none is left by those that came before it. */
    public boolean spend(String provider, Arrival arrival) {
        return savingsOf(provider).spend(1 + before(provider, arrival));
    }

    /** Takes a repeat for a request that has others to ask; false when no more than half of the savings are left. */
    public boolean spendSpare(String provider, Arrival arrival) {
        return savingsOf(provider).spend(1 + MOST_SAVED / 2 + before(provider, arrival));
    }

    /** Whether a request that has nobody else to ask could take a repeat now. */
    public boolean covers(String provider, Arrival arrival) {
        return savingsOf(provider).cover(1 + before(provider, arrival));
    }

    /** Keeps a place for a request that waits until one of these providers may be called once more, and of no other. */
    public void await(Arrival arrival, Collection<String> repeatsAt) {
        waiters.await(arrival, repeatsAt);
    }

    /** Gives the places of a request up. */
    public void leave(Arrival arrival) {
        waiters.leave(arrival);
    }

    /** Gives a provider all its repeats back. */
    public void refill(String provider) {
        savingsOf(provider).earn(REPEAT * MOST_SAVED);
    }

    private int before(String provider, Arrival arrival) {
        return waiters.before(arrival, provider, MOST_SAVED);
    }

    private Savings savingsOf(String provider) {
        return providers.computeIfAbsent(provider, added -> new Savings());
    }

    /** Of one provider. */
    private final class Savings {

        private long saved = REPEAT * MOST_SAVED;
        private long earnedUntil = clock.millis();

        synchronized void earn(long amount) {
            long now = clock.millis();
            long byTime = Math.clamp(now - earnedUntil, 0, REPEAT * MOST_SAVED) * EARNED_IN_A_MILLISECOND;
            earnedUntil = now;
            saved = Math.min(REPEAT * MOST_SAVED, saved + byTime + amount);
        }

        synchronized boolean cover(int repeats) {
            earn(0);
            return saved >= REPEAT * repeats;
        }

        /** Takes one repeat if so many are there. */
        synchronized boolean spend(int repeats) {
            boolean covered = cover(repeats);
            if (covered) {
                saved -= REPEAT;
            }
            return covered;
        }
    }
}
