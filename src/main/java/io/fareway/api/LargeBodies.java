package io.fareway.api;

import io.fareway.model.RequestError;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets only as many large bodies of callers be held at once as the memory has room for. They share half of the heap beyond
 * what the gateway itself needs; as a body is kept in bytes, as JSON and in the form of the provider until its request is
 * answered, it counts four times. Bodies of up to 64 KiB are not counted.
 */
@Component
public class LargeBodies {

    private static final int UNIT_BYTES = 64 * 1024;
    private static final long NEEDED_BYTES = 128L * 1024 * 1024;
    private static final int COPIES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int units;
    private final Semaphore free;

    @Autowired
    LargeBodies() {
        this(Runtime.getRuntime().maxMemory());
    }

    /**
     * @param heapBytes the largest heap
     */
    LargeBodies(long heapBytes) {
        long room = Math.max(heapBytes / 8, (heapBytes - NEEDED_BYTES) / 2);
        units = Math.toIntExact(Math.clamp(room / COPIES / UNIT_BYTES, 1, Integer.MAX_VALUE));
        free = new Semaphore(units, true);
    }

    /** How many bytes of large bodies there may be at once. */
    public long mostBytes() {
        return (long) units * UNIT_BYTES;
    }

    /** How many bytes of large bodies would still find room. */
    public long freeBytes() {
        return (long) free.availablePermits() * UNIT_BYTES;
    }

    /** Room for one body, none so far. */
    public Held none() {
        return new Held();
    }

    /** The room that one body has. */
    public final class Held implements AutoCloseable {

        private final AtomicInteger taken = new AtomicInteger();

        private Held() {}

        /**
         * Takes room, once for a body. The largest bodies get in alone where they would not fit beside others.
         *
         * @throws RequestError 429 when none becomes free in time
         */
        public void take(long bytes) {
            int needed = unitsOf(bytes);
            if (!acquired(needed)) {
                throw RequestError.tooMany(
                        "So many large requests are under way that this one does not fit into the gateway's memory."
                                + " Try again in a moment, or send less at once.",
                        RETRY_AFTER);
            }
            taken.addAndGet(needed);
        }

        /** Gives back what is more than a body needs that has turned out shorter. */
        void shrinkTo(long bytes) {
            int needed = unitsOf(bytes);
            int before = taken.getAndUpdate(now -> Math.min(now, needed));
            free.release(Math.max(0, before - needed));
        }

        private int unitsOf(long bytes) {
            return bytes <= UNIT_BYTES ? 0 : (int) Math.min(units, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
        }

        private boolean acquired(int needed) {
            try {
                return needed == 0 || free.tryAcquire(needed, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Gives it back; once is enough. */
        @Override
        public void close() {
            free.release(taken.getAndSet(0));
        }
    }
}
