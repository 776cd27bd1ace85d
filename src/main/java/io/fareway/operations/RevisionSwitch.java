package io.fareway.operations;

import java.util.Optional;

/** Points at the live revision; swapping it is one write. */
final class RevisionSwitch {

    private volatile Optional<RouteRevision> live = Optional.empty();

    Optional<RouteRevision> live() {
        return live;
    }

    void publish(Optional<RouteRevision> revision) {
        live = revision;
    }

    /**
     * Takes hold of the live revision, so that it does not stop while it is used.
     *
     * @return the revision, to be given back by its {@link RevisionPins#leave}; empty while none is live
     */
    Optional<RouteRevision> pin() {
        while (true) {
            Optional<RouteRevision> candidate = live;
            // a closed revision has been replaced since it was read: look again
            if (candidate.isEmpty() || candidate.get().pins().enter()) {
                return candidate;
            }
            Thread.onSpinWait();
        }
    }
}
