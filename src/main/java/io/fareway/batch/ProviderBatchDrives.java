package io.fareway.batch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Drives the provider batches of one run of a job, each on a thread of its own, which mostly waits. */
final class ProviderBatchDrives implements AutoCloseable {

    private static final long MOMENT_NANOS = 1_000_000_000;
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final ProviderBatchDrive drive;
    private final Pace pace;
    private final StopSignal closed = new StopSignal();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int open;
    private int ended;

    ProviderBatchDrives(ProviderBatchDrive drive, Pace pace) {
        this.drive = drive;
        this.pace = pace;
    }

    /** Begins to drive a batch. */
    synchronized void add(ProviderBatch batch) {
        open++;
        threads.execute(() -> {
            try {
                drive.drive(batch.id(), pace, closed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                hasEnded();
            }
        });
    }

    private synchronized void hasEnded() {
        open--;
        ended++;
        notifyAll();
    }

    /** How many batches have ended so far. */
    synchronized int ended() {
        return ended;
    }

    synchronized boolean isIdle() {
        return open == 0;
    }

    /** Waits a moment, or until one more batch than so many has ended. */
    synchronized void awaitMore(int than) throws InterruptedException {
        long endNanos = System.nanoTime() + MOMENT_NANOS;
        while (ended <= than && open > 0 && System.nanoTime() < endNanos) {
            wait(LOOK_AGAIN_MILLIS);
        }
    }

    /** Lets go of all: what is at a provider stays there and is found again by the next run. */
    @Override
    public void close() {
        closed.set();
        threads.close();
    }
}
