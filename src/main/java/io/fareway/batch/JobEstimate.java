package io.fareway.batch;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What will probably become of a job: lines and cost by way and deployment, and when it will end. */
final class JobEstimate {

    /** Of one live call, where nothing is known; the printed estimate says so. */
    private static final Duration USUAL_CALL = Duration.ofSeconds(3);

    private static final int COST_DIGITS = 4;

    private final Job job;
    private final boolean namesDeadline;
    private final int concurrency;
    private final Duration usualBatch;
    private final Map<String, Share> shares = new TreeMap<>();
    private long lines;
    private long unpriced;
    private BigDecimal usd = BigDecimal.ZERO;
    private BigDecimal liveUsd = BigDecimal.ZERO;

    /**
     * Nothing read yet.
     *
     * @param namesDeadline whether the job's owner has said by when, and not only the settings
     * @param usualBatch how long a batch at a provider usually takes
     */
    JobEstimate(Job job, boolean namesDeadline, int concurrency, Duration usualBatch) {
        this.job = job;
        this.namesDeadline = namesDeadline;
        this.concurrency = concurrency;
        this.usualBatch = usualBatch;
    }

    private static final class Share {
        private final Way way;
        private final String what;
        private final long firstLine;
        private long lines;
        private BigDecimal usd = BigDecimal.ZERO;

        Share(Way way, String what, long firstLine) {
            this.way = way;
            this.what = what;
            this.firstLine = firstLine;
        }
    }

    /** Counts a line that cannot be sent. */
    void add(BadLine line) {
        add(line.number(), LineEstimate.refused(line.code()));
    }

    /** Counts a line. */
    void add(BatchLine line, LineEstimate estimate) {
        add(line.number(), estimate);
    }

    private void add(long number, LineEstimate estimate) {
        lines++;
        Share share = shares.computeIfAbsent(
                estimate.way().name() + estimate.what(), any -> new Share(estimate.way(), estimate.what(), number));
        share.lines++;
        if (estimate.usd().isPresent() && estimate.liveUsd().isPresent()) {
            share.usd = share.usd.add(estimate.usd().get());
            usd = usd.add(estimate.usd().get());
            liveUsd = liveUsd.add(estimate.liveUsd().get());
        } else {
            unpriced++;
        }
    }

    /** Whether some line would not be sent. */
    boolean hasFaults() {
        return linesOf(Way.NONE) > 0;
    }

    private long linesOf(Way way) {
        return shares.values().stream()
                .filter(share -> share.way == way)
                .mapToLong(share -> share.lines)
                .sum();
    }

    /** For a person, several lines. */
    String text() {
        StringBuilder text = new StringBuilder(job.name() + ": " + lines + " lines\n");
        for (Share share : shares.values()) {
            String first = share.way == Way.NONE ? " (first in line " + share.firstLine + ")" : "";
            text.append(String.format(
                    Locale.ROOT,
                    "  %-14s %8d lines  %12s USD  %s%s%n",
                    words(share.way),
                    share.lines,
                    rounded(share.usd),
                    share.what,
                    first));
        }
        text.append("cost about ").append(rounded(usd)).append(" USD; all live it would be about ");
        text.append(rounded(liveUsd)).append(" USD\n");
        if (unpriced > 0) {
            text.append("not counted: ").append(unpriced).append(" lines whose price is unknown\n");
        }
        budget().ifPresent(text::append);
        return text.append(end()).toString();
    }

    private Optional<String> budget() {
        return job.options()
                .budgetUsd()
                .map(budget -> "its budget of " + Money.format(budget) + " USD "
                        + (usd.compareTo(budget) > 0 ? "would be used up: the job would pause\n" : "suffices\n"));
    }

    private String end() {
        Duration live = USUAL_CALL.multipliedBy((linesOf(Way.LIVE) + concurrency - 1) / concurrency);
        Duration batch = linesOf(Way.PROVIDER_BATCH) == 0 ? Duration.ZERO : usualBatch;
        Duration longest = live.compareTo(batch) > 0 ? live : batch;
        String waiting = linesOf(Way.OFF_PEAK) == 0 ? "" : "; those for cheaper hours as soon as these begin";
        return "ends in about " + Progress.inWords(longest) + waiting + " (assumed: " + concurrency
                + " live calls at once, " + USUAL_CALL.toSeconds() + " s each)\n" + deadline();
    }

    private String deadline() {
        return job.options()
                .deadline()
                .map(end -> "results are wanted by " + end
                        + (namesDeadline
                                ? "\n"
                                : ": no deadline is named; 'deadline: 1h' in " + job.name() + JobWishes.SUFFIX
                                        + " would say sooner\n"))
                .orElse("");
    }

    private static String words(Way way) {
        return switch (way) {
            case LIVE -> "live";
            case OFF_PEAK -> "cheaper hours";
            case PROVIDER_BATCH -> "provider batch";
            case NONE -> "not sent";
        };
    }

    private static String rounded(BigDecimal usd) {
        return Money.format(usd.round(new MathContext(COST_DIGITS, RoundingMode.HALF_UP)));
    }
}
