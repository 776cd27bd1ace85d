package io.fareway.routing.experiments;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How many shadow calls may be under way at once; who finds no place is dropped and counted, not queued. */
@Component
public class ShadowPlaces {

    private final Semaphore free;
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    ShadowPlaces(@Value("${fareway.experiments.shadows-at-once:16}") int atOnce) {
        this.free = new Semaphore(atOnce);
    }

    /**
     * What became of requests that were drawn, since this gateway started.
     *
     * @param dropped for want of a place
     * @param withheld because a hard limit, an operator, a budget or an unavailable provider stood against it
     */
    private record Counts(LongAdder dropped, LongAdder withheld) {

        Counts() {
            this(new LongAdder(), new LongAdder());
        }
    }

    boolean take(String shadow) {
        boolean taken = free.tryAcquire();
        if (!taken) {
            of(shadow).dropped().increment();
        }
        return taken;
    }

    void leave() {
        free.release();
    }

    void withheld(String shadow) {
        of(shadow).withheld().increment();
    }

    /** Requests that were not sent once more for want of a place, since this gateway started. */
    public long droppedOf(String shadow) {
        return of(shadow).dropped().sum();
    }

    /** Requests that were not sent once more because a limit, a budget or an unavailable provider stood against it. */
    public long withheldOf(String shadow) {
        return of(shadow).withheld().sum();
    }

    private Counts of(String shadow) {
        return counts.computeIfAbsent(shadow, name -> new Counts());
    }
}
