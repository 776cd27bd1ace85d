package io.fareway.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Figures and their intervals, against values worked out elsewhere. */
class EstimateTest {

    private static final BigDecimal CLOSE = new BigDecimal("0.0001");

    /** Wilson's interval of 2 in 100 as every statistics text gives it: 0.0055 to 0.0700. */
    @Test
    void share_hasWilsonsInterval() {
        Estimate share = Shares.of(2, 100).orElseThrow();

        assertThat(share.value()).isEqualByComparingTo("0.02");
        assertThat(low(share)).isCloseTo(new BigDecimal("0.0055"), within(CLOSE));
        assertThat(high(share)).isCloseTo(new BigDecimal("0.0700"), within(CLOSE));
    }

    @Test
    void share_ofNothingIsNone() {
        assertThat(Shares.of(0, 0)).isEmpty();
    }

    @Test
    void median_ofAHundredValuesLiesBetweenRanks40And61() {
        Estimate median = quantiles(100).at(0.5).orElseThrow();

        assertThat(median.value()).isEqualByComparingTo("50");
        assertThat(low(median)).isEqualByComparingTo("40");
        assertThat(high(median)).isEqualByComparingTo("61");
    }

    @Test
    void p95_ofTooFewValuesHasNoInterval() {
        assertThat(quantiles(40).at(0.95).orElseThrow().interval()).isEmpty();
        assertThat(quantiles(200).at(0.95).orElseThrow().interval()).isPresent();
    }

    /** 1, 2, 3, 4, 5 dollars: mean 3, standard error 0.7071, t(4) 2.7764. */
    @Test
    void mean_hasStudentsInterval() {
        Estimate mean = spend(1, 2, 3, 4, 5).perRequest().orElseThrow();

        assertThat(mean.value()).isEqualByComparingTo("3");
        assertThat(low(mean)).isCloseTo(new BigDecimal("1.0368"), within(CLOSE));
        assertThat(high(mean)).isCloseTo(new BigDecimal("4.9632"), within(CLOSE));
    }

    /** 1 to 5 against 2, 4, 6, 8, 10: difference 3, standard error 1.5811, 5.882 degrees of freedom, t 2.4589. */
    @Test
    void difference_hasWelchsInterval() {
        Estimate more = spend(2, 4, 6, 8, 10).above(spend(1, 2, 3, 4, 5)).orElseThrow();

        assertThat(more.value()).isEqualByComparingTo("3");
        assertThat(low(more)).isCloseTo(new BigDecimal("-0.888"), within(new BigDecimal("0.005")));
        assertThat(high(more)).isCloseTo(new BigDecimal("6.888"), within(new BigDecimal("0.005")));
    }

    @Test
    void difference_ofEqualCostsIsExact() {
        Estimate more = spend(2, 2, 2).above(spend(1, 1)).orElseThrow();

        assertThat(low(more)).isEqualByComparingTo("1");
        assertThat(high(more)).isEqualByComparingTo("1");
    }

    @Test
    void total_isExact() {
        Spend spend = new Spend();
        LongStream.of(1, 2, 4).forEach(spend::add);

        assertThat(spend.totalUsd()).isEqualByComparingTo("0.000000000007");
        assertThat(spend.perRequest().orElseThrow().value()).isEqualByComparingTo("0.000000000002333333333333333");
    }

    private static BigDecimal low(Estimate estimate) {
        return estimate.interval().orElseThrow().low();
    }

    private static BigDecimal high(Estimate estimate) {
        return estimate.interval().orElseThrow().high();
    }

    private static Quantiles quantiles(int count) {
        Quantiles quantiles = new Quantiles();
        LongStream.rangeClosed(1, count).forEach(quantiles::add);
        return quantiles;
    }

    private static Spend spend(long... usd) {
        Spend spend = new Spend();
        LongStream.of(usd).map(each -> each * 1_000_000_000_000L).forEach(spend::add);
        return spend;
    }
}
