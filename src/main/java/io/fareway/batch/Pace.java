package io.fareway.batch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts the results of one run of a job and says, at most every five seconds, how far it is. Safe for many threads. */
final class Pace {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final Job job;
    private final LongSupplier nanos;
    private final long startNanos;
    private long done;
    private long failed;
    private BigDecimal costUsd;
    private long saidNanos;

    /**
     * @param job as it is before this run, its lines counted
     * @param nanos a monotonic clock in ns
     */
    Pace(Job job, LongSupplier nanos) {
        this.job = job;
        this.done = job.linesDone();
        this.failed = job.linesFailed();
        this.costUsd = job.counts().costUsd();
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        this.saidNanos = startNanos;
    }

    /** Counts further results. */
    synchronized void add(List<LineResult> results) {
        for (LineResult result : results) {
            done++;
            failed += result.failed() ? 1 : 0;
            costUsd = costUsd.add(result.cost().usd().orElse(BigDecimal.ZERO));
        }
    }

    /** Takes over what the database says, when other gateways have further results. */
    synchronized void seen(Job.Counts counts) {
        if (counts.done() > done) {
            done = counts.done();
            failed = counts.failed();
            costUsd = counts.costUsd();
        }
    }

    /** How far the job is now. */
    synchronized Progress now() {
        long elapsed = nanos.getAsLong() - startNanos;
        double perSecond = elapsed > 0 ? (done - job.linesDone()) * 1e9 / elapsed : 0;
        return new Progress(job.name(), job.linesTotal(), done, failed, costUsd, perSecond);
    }

    /** The line to log now; empty when the last one is too recent. */
    synchronized Optional<String> due() {
        if (nanos.getAsLong() - saidNanos < INTERVAL_NANOS) {
            return Optional.empty();
        }
        saidNanos = nanos.getAsLong();
        return Optional.of("Batch " + job.name() + " " + now().bar());
    }
}
