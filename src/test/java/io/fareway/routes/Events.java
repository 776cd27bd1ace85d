package io.fareway.routes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the stubs of a test did, in order; and what they are told to fail with. */
final class Events {

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    /** Notes an event, and fails if it was told to. */
    void note(String event) {
        all.add(event);
        Throwable failure = failures.get(event);
        if (failure != null) {
            Events.<RuntimeException>sneak(failure);
        }
    }

    /** Makes an event fail from now on. */
    void fail(String event, Throwable failure) {
        failures.put(event, failure);
    }

    List<String> all() {
        return all;
    }

    /** Forgets events and failures. */
    void forget() {
        all.clear();
        failures.clear();
    }

    /** Routes hand on checked exceptions that the methods of a stub need not declare. */
    @SuppressWarnings("unchecked") // the cast is to a type variable and never happens
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
