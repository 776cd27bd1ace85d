package io.fareway.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets replaced revisions finish what they have begun, then stops them; one virtual thread for each. */
final class RevisionDrain {

    private static final Logger log = LoggerFactory.getLogger(RevisionDrain.class);
    private static final Duration TICK = Duration.ofMillis(100);

    private final RevisionSwitch live;
    private final Duration timeout;
    private final List<RouteRevision> draining = new CopyOnWriteArrayList<>();

    RevisionDrain(RevisionSwitch live, Duration timeout) {
        this.live = live;
        this.timeout = timeout;
    }

    void add(RouteRevision replaced) {
        draining.add(replaced);
        Thread.ofVirtual().name("drain-" + replaced.number()).start(() -> drain(replaced));
    }

    List<RouteRevision> draining() {
        return List.copyOf(draining);
    }

    /** Returns whether no replaced revision is still busy with what it took from a source. */
    boolean isFree(String source) {
        return draining.stream().noneMatch(revision -> revision.triggers().busyWith(source));
    }

    private void drain(RouteRevision replaced) {
        long begun = System.nanoTime();
        try {
            while (!replaced.closeIfIdle()) {
                if (System.nanoTime() - begun > timeout.toNanos()) {
                    log.warn(
                            "Revision {} still has {} exchanges in flight after {}: stopping it",
                            replaced.number(),
                            replaced.inFlight(),
                            timeout);
                    break;
                }
                startWaitingTriggers();
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            replaced.stop();
            draining.remove(replaced);
            startWaitingTriggers();
            log.info("Revision {} has drained and is stopped", replaced.number());
        }
    }

    private void startWaitingTriggers() {
        live.live().ifPresent(revision -> {
            try {
                revision.triggers().start(this::isFree);
            } catch (Exception e) {
                log.error("Revision {}: a trigger does not start: {}", revision.number(), e.getMessage(), e);
            }
        });
    }

    /** Stops everything that still drains; each waits for its last exchanges up to its own shutdown timeout. */
    static void stopAll(List<RouteRevision> revisions) throws InterruptedException {
        List<Thread> stoppers = new ArrayList<>();
        for (RouteRevision revision : revisions) {
            stoppers.add(Thread.ofVirtual().name("stop-" + revision.number()).start(revision::stop));
        }
        for (Thread stopper : stoppers) {
            stopper.join();
        }
    }
}
