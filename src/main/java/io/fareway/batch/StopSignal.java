package io.fareway.batch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells the work on one job, once, to end at the next line: the job is paused or cancelled, or the gateway stops. */
final class StopSignal {

    private final CountDownLatch stopped = new CountDownLatch(1);

    void set() {
        stopped.countDown();
    }

    boolean isSet() {
        return stopped.getCount() == 0;
    }

    /**
     * Pauses.
     *
     * @return whether the work is to end: then at once
     */
    boolean await(Duration pause) throws InterruptedException {
        return stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
