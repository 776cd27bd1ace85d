package io.fareway.provider;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only as many large answers be held at once as the memory has room for, whatever providers send. They share half of
 * the heap beyond what the gateway itself needs. One may have a sixteenth of that room, 64 MiB at most; as its parts are
 * joined, read as JSON or kept to be compared, it is there up to eight times, so that two have room at once, and more
 * where the heap is large.
 */
final class LargeAnswers {

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long NEEDED_BYTES = 128L * 1024 * 1024;
    private static final int AT_ONCE = 2;
    private static final int COPIES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final long mostBytes;
    private final Semaphore permits;

    /**
     * @param heapBytes the largest heap
     */
    LargeAnswers(long heapBytes) {
        long room = Math.max(heapBytes / 8, (heapBytes - NEEDED_BYTES) / 2);
        mostBytes = Math.min(MOST_BYTES, room / (AT_ONCE * COPIES));
        permits = new Semaphore((int) Math.max(1, room / (COPIES * mostBytes)));
    }

    /** How large an answer may be that is held, in bytes. */
    long mostBytes() {
        return mostBytes;
    }

    /**
     * Takes a place, to be given back with {@link #leave}.
     *
     * @throws ProviderFault when none becomes free in time
     */
    void enter() throws ProviderFault {
        try {
            if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProviderFault.noRoom();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderFault.noRoom();
        }
    }

    void leave() {
        permits.release();
    }
}
