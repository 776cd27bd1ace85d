package io.fareway.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long before a job's deadline its lines stop waiting for something cheaper: the least reserve and {@value
 * #SECONDS_A_CALL} s for each {@value #CALLS_AT_ONCE} lines without a result, but at most half of the time that the job has,
 * where that is more than the least.
 */
final class LiveReserve {

    private static final int SECONDS_A_CALL = 3;
    private static final int CALLS_AT_ONCE = 8;
    private static final Duration PER_LINE = Duration.ofSeconds(SECONDS_A_CALL).dividedBy(CALLS_AT_ONCE);

    private final Duration least;

    LiveReserve(Duration least) {
        this.least = least;
    }

    /** From when on its lines go live; empty for a job without deadline. */
    Optional<Instant> begins(Job job) {
        return job.options().deadline().map(end -> end.minus(of(job, end)));
    }

    /** When half of the reserve is used up. */
    Optional<Instant> halfOver(Job job) {
        return job.options().deadline().map(end -> end.minus(of(job, end).dividedBy(2)));
    }

    private Duration of(Job job, Instant end) {
        long left = Math.max(0, job.linesTotal().orElse(0) - job.linesDone());
        Duration wanted = least.plus(PER_LINE.multipliedBy(left));
        Duration half = Duration.between(job.receivedAt(), end).dividedBy(2);
        Duration most = half.compareTo(least) > 0 ? half : least;
        return wanted.compareTo(most) < 0 ? wanted : most;
    }
}
