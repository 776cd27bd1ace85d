package io.fareway.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What a table of the shared database holds, at hand for every request: read anew by one request every two seconds while the
 * others go on with what is known. Where the database cannot be read, what was known goes on to hold. Thread-safe.
 *
 * @param <T> an entry
 */
public final class SharedCopy<T> {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(SharedCopy.class);

    private final String what;
    private final Function<Instant, List<T>> table;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known<T> known = new Known<>(List.of(), Instant.EPOCH);

    private record Known<T>(List<T> entries, Instant readAt) {}

    /**
     * A copy that is first read when it is first asked for.
     *
     * @param what for the log, for example {@code overrides}
     * @param table reads what holds at a moment
     */
    public SharedCopy(String what, Function<Instant, List<T>> table, Clock clock) {
        this.what = what;
        this.table = table;
        this.clock = clock;
    }

    /** The entries, at most two seconds old. */
    public List<T> entries() {
        if (known.readAt.equals(Instant.EPOCH)) {
            return firstRead();
        }
        if (isStale() && reading.tryLock()) {
            try {
                read();
            } finally {
                reading.unlock();
            }
        }
        return known.entries;
    }

    /** Reads at once, after a change of this gateway's own. */
    public void refresh() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
    }

    /** After a start nobody goes on before it is known what holds. */
    private List<T> firstRead() {
        reading.lock();
        try {
            if (isStale()) {
                read();
            }
        } finally {
            reading.unlock();
        }
        return known.entries;
    }

    private boolean isStale() {
        return Duration.between(known.readAt, clock.instant()).compareTo(FRESH) >= 0;
    }

    private void read() {
        Instant now = clock.instant();
        try {
            known = new Known<>(table.apply(now), now);
        } catch (DataAccessException e) {
            LOG.warn("The {} cannot be read; those of {} go on to hold", what, known.readAt, e);
            known = new Known<>(known.entries, now);
        }
    }
}
