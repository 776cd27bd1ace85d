package io.fareway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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

    @Test
    void hoursThatWereWrittenDown_addUpToTheSamePercentiles() {
        DurationHistogram all = new DurationHistogram();
        DurationHistogram sum = new DurationHistogram();
        Random random = new Random(3);

        for (int hour = 0; hour < 5; hour++) {
            DurationHistogram one = new DurationHistogram();
            for (int i = 0; i < 200; i++) {
                long millis = random.nextLong(600_000);
                all.record(millis);
                one.record(millis);
            }
            sum.add(DurationHistogram.decoded(one.encoded()));
        }
        sum.add(DurationHistogram.decoded(new DurationHistogram().encoded()));

        assertThat(sum.percentiles()).isEqualTo(all.percentiles());
    }
}
