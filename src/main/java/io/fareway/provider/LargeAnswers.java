package io.fareway.provider;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets only as many large answers be read whole at once as the memory holds, whatever providers send. */
final class LargeAnswers {

    /** A large answer is held twice while its parts are joined, and again as JSON. */
    private static final long MEMORY_PER_ANSWER = 4L * LiveBody.MOST_BYTES;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore permits;

    LargeAnswers() {
        permits = new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / MEMORY_PER_ANSWER));
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
