package io.fareway.report.forecast;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What a month will cost at one provider, in USD.
 *
 * @param provider its name; empty for all together
 * @param spent booked so far, without fees
 * @param fees flat fees of the month
 * @param outlook expected cost with an interval; empty while there is too little to go by
 * @param days days of the past it rests on
 * @param unpriced answers of unknown cost among what it rests on: above 0, every figure is a lower bound
 */
public record ProviderForecast(
        YearMonth month,
        String provider,
        BigDecimal spent,
        BigDecimal fees,
        Optional<Outlook> outlook,
        int days,
        long unpriced) {

    /**
     * The whole month, fees included.
     *
     * @param low one month in ten is expected to cost less
     * @param high one month in ten is expected to cost more
     */
    public record Outlook(BigDecimal expected, BigDecimal low, BigDecimal high) {}
}
