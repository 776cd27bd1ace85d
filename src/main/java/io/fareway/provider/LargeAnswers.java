package io.fareway.provider;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only as many large answers be held at once as the memory has room for, whatever providers send. One may have a
 * sixteenth of the heap, 64 MiB at most. It is held twice while its parts are joined, and again as JSON, so that half of
 * the heap has room for two at once, or more where the heap is larger than 1 GiB.
 */
final class LargeAnswers {

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int SHARE_OF_HEAP = 16;
    private static final int COPIES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final long mostBytes;
    private final Semaphore permits;

    /**
     * @param heapBytes the largest heap
     */
    LargeAnswers(long heapBytes) {
        mostBytes = Math.min(MOST_BYTES, heapBytes / SHARE_OF_HEAP);
        permits = new Semaphore((int) Math.max(1, heapBytes / 2 / (COPIES * mostBytes)));
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
