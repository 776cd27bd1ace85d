package io.fareway.demo;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets no time pass; a test may hold answers back after some frames and let them go on later. */
class GatedPacer implements Pacer {

    private static final int PLENTY = 1_000_000;
    private static final int NEVER = -1;

    private final Semaphore frames = new Semaphore(PLENTY);
    private final AtomicInteger framesUntilFailure = new AtomicInteger(NEVER);
    private final BlockingQueue<Long> askedNanos = new LinkedBlockingQueue<>();

    @Override
    public void until(long nanoTime) throws InterruptedException {
        askedNanos.add(nanoTime - System.nanoTime());
        frames.acquire();
        if (framesUntilFailure.getAndDecrement() == 0) {
            throw new IllegalStateException("told to fail by a test");
        }
    }

    /** Lets that many frames pass and holds all further ones. */
    void holdAfter(int passing) {
        frames.drainPermits();
        frames.release(passing);
    }

    /** Fails once, after that many further frames. */
    void failAfter(int passing) {
        framesUntilFailure.set(passing);
    }

    void letAllPass() {
        frames.release(PLENTY);
    }

    /** Waits for a frame and returns how long it was to wait, in nanoseconds. */
    long nextAskedNanos() throws InterruptedException {
        return askedNanos.take();
    }

    void forget() {
        frames.drainPermits();
        frames.release(PLENTY);
        askedNanos.clear();
        framesUntilFailure.set(NEVER);
    }
}
