package io.fareway.operations;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts who uses a revision now.
 *
 * <p>Camel counts an exchange only once its request has been read, and a slow upload may take long; a pin is taken
 * before and given back after.
 */
final class RevisionPins {

    private static final long CLOSED = -1;

    private final AtomicLong count = new AtomicLong();

    /** Returns whether the revision may be used; if so, {@link #leave} must follow exactly once. */
    boolean enter() {
        return count.getAndUpdate(now -> now == CLOSED ? CLOSED : now + 1) != CLOSED;
    }

    void leave() {
        count.decrementAndGet();
    }

    /** Closes the revision to newcomers, unless somebody is using it. */
    boolean closeIfUnused() {
        return count.compareAndSet(0, CLOSED);
    }

    long count() {
        return Math.max(0, count.get());
    }
}
