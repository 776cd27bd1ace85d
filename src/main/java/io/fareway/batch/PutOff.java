package io.fareway.batch;

import java.time.Instant;
import java.util.Optional;

/** The lines of one pass that are put off to hours in which they cost less. For one thread. */
final class PutOff {

    private final WayPlanner planner;
    private final Job job;
    private final boolean possible;
    private long lines;
    private Optional<Instant> earliest = Optional.empty();

    PutOff(WayPlanner planner, Job job) {
        this.planner = planner;
        this.job = job;
        this.possible = planner.hasHours();
    }

    /** When a line is to be sent; one that is put off is counted. */
    LiveStart start(BatchLine line) {
        LiveStart start = possible ? planner.liveStart(job, line) : LiveStart.NOW;
        if (start.notBefore().isPresent()) {
            lines++;
            earliest = earliest.filter(start.notBefore().get()::isAfter).or(start::notBefore);
        }
        return start;
    }

    /** How many lines were put off. */
    long lines() {
        return lines;
    }

    /** When the first of them is to be sent; empty when none was put off. */
    Optional<Instant> earliest() {
        return earliest;
    }
}
