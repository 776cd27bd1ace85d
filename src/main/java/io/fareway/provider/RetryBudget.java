package io.fareway.provider;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many calls may be repeated at a provider: every call earns a tenth of a repeat, up to ten repeats saved, so that
 * an outage is not multiplied. Half of what can be saved is kept for requests that have nobody else to ask, and of those
 * the one that has waited longest comes first. A provider starts with all ten, or a quiet gateway could never repeat.
 */
@Component
public class RetryBudget {

    private static final int COST_OF_REPEAT = 10;
    private static final int MOST_SAVED = 100;

    private final Map<String, Savings> providers = new ConcurrentHashMap<>();

    /** Notes a call. */
    void earn(String provider) {
        savedFor(provider).earn();
    }

    /** Takes a repeat for a request that has nobody else to ask; false when none is left by those that waited before it. */
    public boolean spend(String provider, String request) {
        return savedFor(provider).spend(request, 0);
    }

    /** Takes a repeat for a request that has others to ask; false when no more than half of the savings are left. */
    public boolean spendSpare(String provider, String request) {
        return savedFor(provider).spend(request, MOST_SAVED / 2);
    }

    /** Keeps a place for a request that waits until this provider may be called once more, behind those that came before. */
    public void queue(String provider, String request) {
        savedFor(provider).queue(request);
    }

    /** Gives the places of a request up, with all providers. */
    public void leave(String request) {
        providers.values().forEach(savings -> savings.leave(request));
    }

    /** Gives a provider all its repeats back. */
    public void refill(String provider) {
        savedFor(provider).refill();
    }

    private Savings savedFor(String provider) {
        return providers.computeIfAbsent(provider, added -> new Savings());
    }

    /** Of one provider. */
    private static final class Savings {

        private final Set<String> waiting = new LinkedHashSet<>();
        private int saved = MOST_SAVED;

        synchronized void earn() {
            saved = Math.min(MOST_SAVED, saved + 1);
        }

        synchronized boolean spend(String request, int kept) {
            int spendable = saved - kept;
            for (String before : waiting) {
                if (spendable < COST_OF_REPEAT || before.equals(request)) {
                    break;
                }
                spendable -= COST_OF_REPEAT;
            }
            if (spendable < COST_OF_REPEAT) {
                return false;
            }
            saved -= COST_OF_REPEAT;
            waiting.remove(request);
            return true;
        }

        synchronized void queue(String request) {
            waiting.add(request);
        }

        synchronized void leave(String request) {
            waiting.remove(request);
        }

        synchronized void refill() {
            saved = MOST_SAVED;
        }
    }
}
