package io.fareway.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** A part of a whole, both counted. */
record Ratio(long part, long whole) {

    private static final int DECIMALS = 6;

    /** Part by whole, rounded to six decimals; empty when the whole is nothing. */
    Optional<BigDecimal> value() {
        return of(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** Part by whole, rounded to six decimals; empty when the whole is nothing. */
    static Optional<BigDecimal> of(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? Optional.empty() : Optional.of(part.divide(whole, DECIMALS, RoundingMode.HALF_UP));
    }
}
