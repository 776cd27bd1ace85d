package io.fareway.report;

import java.util.OptionalLong;

/** How long the answers of one group took: to their end and to their beginning. */
final class Durations {

    private final DurationHistogram whole;
    private final DurationHistogram firstByte;

    private Durations(DurationHistogram whole, DurationHistogram firstByte) {
        this.whole = whole;
        this.firstByte = firstByte;
    }

    /** Nothing measured so far. */
    Durations() {
        this(new DurationHistogram(), new DurationHistogram());
    }

    /** Reads what the database holds, see {@link DurationHistogram#encoded()}. */
    static Durations decoded(String whole, String firstByte) {
        return new Durations(DurationHistogram.decoded(whole), DurationHistogram.decoded(firstByte));
    }

    void measured(long wholeMillis, OptionalLong firstByteMillis) {
        whole.record(wholeMillis);
        firstByteMillis.ifPresent(firstByte::record);
    }

    void add(Durations other) {
        whole.add(other.whole);
        firstByte.add(other.firstByte);
    }

    DurationHistogram whole() {
        return whole;
    }

    DurationHistogram firstByte() {
        return firstByte;
    }
}
