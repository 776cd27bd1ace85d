package io.fareway.batch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Says how far a job is, at most every five seconds. For one thread. */
final class Progress {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int BAR = 20;

    private final String name;
    private final long total;
    private final long doneBefore;
    private final LongSupplier nanos;
    private final long startNanos;
    private long done;
    private long failed;
    private long saidNanos;

    /** @param nanos a monotonic clock in ns */
    Progress(Job job, long total, LongSupplier nanos) {
        this.name = job.name();
        this.total = total;
        this.doneBefore = job.linesDone();
        this.done = job.linesDone();
        this.failed = job.linesFailed();
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        this.saidNanos = startNanos;
    }

    /** Counts further results. */
    void add(int results, int failures) {
        done += results;
        failed += failures;
    }

    /** The line to log now; empty when the last one is too recent. */
    Optional<String> due() {
        long now = nanos.getAsLong();
        if (now - saidNanos < INTERVAL_NANOS) {
            return Optional.empty();
        }
        saidNanos = now;
        return Optional.of(line(now - startNanos));
    }

    private String line(long elapsedNanos) {
        double seconds = elapsedNanos / 1e9;
        double perSecond = (done - doneBefore) / seconds;
        int filled = total == 0 ? BAR : (int) (done * BAR / total);
        String end = perSecond > 0 ? "ends in about " + duration((total - done) / perSecond) : "waiting for answers";
        return String.format(
                Locale.ROOT,
                "Batch %s [%s%s] %d %% %d/%d lines, %.1f/s, %d failed, %s",
                name,
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                total == 0 ? 100 : done * 100 / total,
                done,
                total,
                perSecond,
                failed,
                end);
    }

    private static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        long minutes = (whole + 59) / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
