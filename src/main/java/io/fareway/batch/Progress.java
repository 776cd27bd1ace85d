package io.fareway.batch;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a job is, in figures and as one line with a bar.
 *
 * @param total lines of the job; empty until they are counted
 * @param costUsd of the lines done, as far as it is known
 * @param perSecond lines since this run began; 0 when none was done or nobody works on it
 */
record Progress(String name, OptionalLong total, long done, long failed, BigDecimal costUsd, double perSecond) {

    private static final int BAR = 20;
    private static final int COST_DIGITS = 4;

    /** The progress of a job that nobody works on. */
    static Progress of(Job job) {
        return of(job, 0);
    }

    static Progress of(Job job, double perSecond) {
        Job.Counts counts = job.counts();
        return new Progress(job.name(), counts.total(), counts.done(), counts.failed(), counts.costUsd(), perSecond);
    }

    /** When it will be done if it goes on like this; empty when it does not go on. */
    Optional<Duration> left() {
        return perSecond > 0 && total.isPresent()
                ? Optional.of(Duration.ofMillis((long) ((total.getAsLong() - done) / perSecond * 1000)))
                : Optional.empty();
    }

    /** What it will have cost in the end, in USD, if the rest costs what the lines so far did; empty before the first. */
    Optional<BigDecimal> endCostUsd() {
        if (done == 0 || total.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(costUsd.multiply(BigDecimal.valueOf(total.getAsLong()))
                .divide(BigDecimal.valueOf(done), MathContext.DECIMAL64));
    }

    /** Hundredths done, from 0 to 100; only a job that is done has 100. */
    long percent() {
        return total.orElse(-1) == 0 ? 100 : done * 100 / Math.max(1, total.orElse(Long.MAX_VALUE));
    }

    /** For example {@code [#####...............] 26 % 117/444 lines, 11.6/s, 0 failed, 0.0012 USD, ends in about 29 s}. */
    String bar() {
        int filled = (int) (percent() * BAR / 100);
        return String.format(
                Locale.ROOT,
                "[%s%s] %d %% %d/%s lines, %.1f/s, %d failed, %s USD, %s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                percent(),
                done,
                total.isPresent() ? total.getAsLong() : "?",
                perSecond,
                failed,
                Money.format(costUsd),
                left().map(this::end).orElse("waiting for answers"));
    }

    private String end(Duration left) {
        String cost =
                endCostUsd().map(usd -> " at about " + rounded(usd) + " USD").orElse("");
        return "ends in about " + inWords(left) + cost;
    }

    private static String rounded(BigDecimal usd) {
        return Money.format(usd.round(new MathContext(COST_DIGITS, RoundingMode.HALF_UP)));
    }

    /** A duration for people, rounded up. */
    static String inWords(Duration duration) {
        long whole = duration.plusMillis(999).toSeconds();
        if (whole < 60) {
            return whole + " s";
        }
        long minutes = (whole + 59) / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
