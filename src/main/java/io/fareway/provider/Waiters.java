package io.fareway.provider;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which requests wait for what, whoever came first before the others. */
final class Waiters {

    private final Map<String, ConcurrentSkipListSet<Arrival>> byName = new ConcurrentHashMap<>();

    /** From now on a request waits for these and for nothing else. */
    void await(Arrival arrival, Collection<String> names) {
        byName.forEach((name, waiting) -> {
            if (!names.contains(name)) {
                waiting.remove(arrival);
            }
        });
        names.forEach(name -> byName.computeIfAbsent(name, added -> new ConcurrentSkipListSet<>())
                .add(arrival));
    }

    /** A request waits no longer. */
    void leave(Arrival arrival) {
        byName.values().forEach(waiting -> waiting.remove(arrival));
    }

    /**
     * How many requests that wait for this came before that one.
     *
     * @param most no more than these are counted
     */
    int before(Arrival arrival, String name, int most) {
        ConcurrentSkipListSet<Arrival> waiting = byName.get(name);
        if (waiting == null || waiting.isEmpty()) {
            return 0;
        }
        return (int) waiting.headSet(arrival).stream().limit(most).count();
    }
}
