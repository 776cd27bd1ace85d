package io.fareway.batch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells all work on jobs, once, that the gateway stops. */
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
     * @return whether the gateway stops: then at once
     */
    boolean await(Duration pause) throws InterruptedException {
        return stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
