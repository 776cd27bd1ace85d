package io.fareway.report;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Counts durations in ms in bounded memory: a few ten kilobytes, however many there are, and next to nothing before the
 * first one. Questions about cost tell tens of thousands of groups apart and measure none of them. As text it is
 * HdrHistogram's own compressed form in Base64, a few hundred characters; adding up loses nothing.
 */
final class DurationHistogram {

    private static final int SIGNIFICANT_DIGITS = 3;

    private Optional<Histogram> measured = Optional.empty();

    void record(long millis) {
        // a wall clock set back must not cost the report
        histogram().recordValue(Math.max(0, millis));
    }

    /** Adds everything that another one has counted. */
    void add(DurationHistogram other) {
        other.measured.ifPresent(histogram()::add);
    }

    private Histogram histogram() {
        Histogram histogram = measured.orElseGet(() -> new Histogram(SIGNIFICANT_DIGITS));
        measured = Optional.of(histogram);
        return histogram;
    }

    Percentiles percentiles() {
        return measured.filter(found -> found.getTotalCount() > 0)
                .map(found -> new Percentiles(at(found, 50), at(found, 95), at(found, 99)))
                .orElse(Percentiles.NONE);
    }

    private static OptionalLong at(Histogram histogram, double percentile) {
        return OptionalLong.of(histogram.getValueAtPercentile(percentile));
    }

    /** As text; empty when nothing was counted. */
    String encoded() {
        return measured.map(DurationHistogram::encoded).orElse("");
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * Reads what {@link #encoded()} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static DurationHistogram decoded(String text) {
        DurationHistogram decoded = new DurationHistogram();
        if (!text.isEmpty()) {
            try {
                ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text));
                decoded.measured = Optional.of(Histogram.decodeFromCompressedByteBuffer(buffer, 0));
            } catch (DataFormatException unreadable) {
                throw new IllegalArgumentException("no histogram: " + text, unreadable);
            }
        }
        return decoded;
    }
}
