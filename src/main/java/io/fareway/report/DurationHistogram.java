package io.fareway.report;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Counts durations in ms in bounded memory: a few ten kilobytes, however many there are. */
final class DurationHistogram {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

    void record(long millis) {
        // a wall clock set back must not cost the report
        histogram.recordValue(Math.max(0, millis));
    }

    Percentiles percentiles() {
        return histogram.getTotalCount() == 0 ? Percentiles.NONE : new Percentiles(at(50), at(95), at(99));
    }

    private OptionalLong at(double percentile) {
        return OptionalLong.of(histogram.getValueAtPercentile(percentile));
    }
}
