package io.fareway.operations;

import java.time.Duration;
import java.util.Optional;

/** Puts a revision in the place of the live one, or takes it back when its triggers do not start. */
final class RevisionSwap {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(50);

    private final RevisionSwitch live;
    private final RevisionDrain drain;

    RevisionSwap(RevisionSwitch live, RevisionDrain drain) {
        this.live = live;
        this.drain = drain;
    }

    /**
     * Swaps. New requests go to {@code next} at once; its triggers follow when the previous revision has finished what
     * it took from the same source, at the latest when that has drained.
     *
     * @throws Exception what the start of a trigger threw; the previous revision is live again and {@code next} drains
     */
    void to(RouteRevision next) throws Exception {
        Optional<RouteRevision> previous = live.live();
        previous.ifPresent(revision -> revision.triggers().suspend());
        activate(next);
        try {
            startTriggers(next, previous);
        } catch (Exception e) {
            next.triggers().suspend();
            previous.ifPresentOrElse(this::activate, () -> live.publish(Optional.empty()));
            previous.ifPresent(revision -> revision.triggers().resume());
            drain.add(next);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
        previous.ifPresent(drain::add);
    }

    /** Makes a revision live, without its triggers. */
    void activate(RouteRevision revision) {
        revision.contents().activate();
        live.publish(Optional.of(revision));
    }

    private void startTriggers(RouteRevision next, Optional<RouteRevision> previous) throws Exception {
        long begun = System.nanoTime();
        while (next.triggers().waiting() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            if (previous.isPresent()) {
                Thread.sleep(TICK); // a poll of the previous revision that is just beginning must show
            }
            next.triggers()
                    .start(source -> drain.isFree(source)
                            && previous.stream()
                                    .noneMatch(revision -> revision.triggers().busyWith(source)));
        }
    }
}
