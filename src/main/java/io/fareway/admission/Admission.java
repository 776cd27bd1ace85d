package io.fareway.admission;

import io.fareway.model.RequestError;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Bounds how many requests are under way at once: virtual threads have no pool that would do it. */
@Component
public class Admission {

    private final Semaphore permits;
    private final int maxConcurrent;

    Admission(AdmissionProperties properties) {
        this.maxConcurrent = properties.maxConcurrent();
        this.permits = new Semaphore(maxConcurrent);
    }

    /**
     * Takes a permit.
     *
     * @throws RequestError when all are taken
     */
    public void enter() {
        if (!permits.tryAcquire()) {
            throw RequestError.tooMany(
                    "This gateway is already working on " + maxConcurrent
                            + " requests. Try again shortly, or raise fareway.admission.max-concurrent.",
                    Duration.ofSeconds(1));
        }
    }

    /** Gives the permit back. */
    public void leave() {
        permits.release();
    }
}
