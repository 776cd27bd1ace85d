package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationHistogramTest {

    @Test
    void percentiles_areNearestRankAndExactBelowTwoSeconds() {
        DurationHistogram histogram = new DurationHistogram();

        for (long millis : new long[] {2_047, 100, 400, 300}) {
            histogram.record(millis);
        }

        assertThat(histogram.percentiles().p50()).hasValue(300);
        assertThat(histogram.percentiles().p95()).hasValue(2_047);
    }

    @Test
    void longDurations_areAtMostAThousandthTooHigh() {
        DurationHistogram histogram = new DurationHistogram();

        histogram.record(3_600_001);

        assertThat(histogram.percentiles().p50().orElseThrow()).isBetween(3_600_001L, 3_603_601L);
    }

    @Test
    void clockSetBack_countsAsNoTime() {
        DurationHistogram histogram = new DurationHistogram();

        histogram.record(-5);

        assertThat(histogram.percentiles().p50()).hasValue(0);
    }

    @Test
    void nothingMeasured_hasNoPercentiles() {
        assertThat(new DurationHistogram().percentiles()).isEqualTo(Percentiles.NONE);
    }
}
