package io.fareway.provider;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a deployment that was out of service come back gently, however many have waited for it: so many calls at once at
 * first, one more with each good answer, which doubles them in each round. Calls from before do not count.
 */
final class SlowStart {

    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

    /** From now on a deployment may have so many calls at once, at least one, and never more than it has already. */
    void begin(String deployment, int calls) {
        int first = Math.max(1, calls);
        allowances.compute(
                deployment,
                (name, before) -> new Allowance(before == null ? first : Math.min(first, before.allowed())));
    }

    /** Bounds a deployment no longer. */
    void end(String deployment) {
        allowances.remove(deployment);
    }

    /** How many further calls a deployment may have now; {@link Integer#MAX_VALUE} when nothing bounds them. */
    int places(String deployment) {
        Allowance allowance = allowances.get(deployment);
        return allowance == null ? Integer.MAX_VALUE : allowance.places();
    }

    /** Whether calls are under way that count. */
    boolean isCalled(String deployment) {
        Allowance allowance = allowances.get(deployment);
        return allowance != null && allowance.isCalled();
    }

    /**
     * Begins a call.
     *
     * @return empty when there are as many as may be
     */
    Optional<Allowance> enter(String deployment) {
        Allowance allowance = allowances.getOrDefault(deployment, new Allowance(Integer.MAX_VALUE));
        return allowance.enter() ? Optional.of(allowance) : Optional.empty();
    }

    /** Takes in that a call goes well; from {@code most} calls at once on there is nothing to bound. */
    void goesWell(String deployment, Allowance allowance, int most) {
        if (allowance.grow() >= most) {
            allowances.remove(deployment, allowance);
        }
    }

    /** How many calls a deployment may have at once, and has. */
    static final class Allowance {

        private int allowed;
        private int underWay;

        private Allowance(int allowed) {
            this.allowed = allowed;
        }

        private synchronized int allowed() {
            return allowed;
        }

        private synchronized int places() {
            return allowed - underWay;
        }

        private synchronized boolean isCalled() {
            return underWay > 0;
        }

        private synchronized boolean enter() {
            if (underWay >= allowed) {
                return false;
            }
            underWay++;
            return true;
        }

        private synchronized int grow() {
            allowed = Math.max(allowed, allowed + 1);
            return allowed;
        }

        /** Ends a call. */
        synchronized void leave() {
            underWay--;
        }
    }
}
