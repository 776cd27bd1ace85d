package io.fareway.demo;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Sleeps; each request has a virtual thread of its own. */
@Component("demoPacer")
class SystemPacer implements Pacer {

    @Override
    public void until(long nanoTime) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(nanoTime - System.nanoTime()));
    }
}
