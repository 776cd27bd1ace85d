package io.fareway.batch;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Lines and money of one way, in USD.
 *
 * @param unpriced lines of unknown cost
 * @param costUsd of all other lines
 * @param comparedUsd cost of those lines whose baseline is known
 * @param baselineUsd what the baseline deployment would have charged for them
 */
record Tally(
        long lines, long failed, long unpriced, BigDecimal costUsd, BigDecimal comparedUsd, BigDecimal baselineUsd) {

    static final Tally NONE = new Tally(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    static Tally of(LineResult result) {
        BigDecimal cost = result.cost().usd().orElse(BigDecimal.ZERO);
        Optional<BigDecimal> baseline =
                result.cost().usd().flatMap(any -> result.cost().baselineUsd());
        return new Tally(
                1,
                result.failed() ? 1 : 0,
                result.cost().usd().isPresent() ? 0 : 1,
                cost,
                baseline.isPresent() ? cost : BigDecimal.ZERO,
                baseline.orElse(BigDecimal.ZERO));
    }

    Tally plus(Tally other) {
        return new Tally(
                lines + other.lines,
                failed + other.failed,
                unpriced + other.unpriced,
                costUsd.add(other.costUsd),
                comparedUsd.add(other.comparedUsd),
                baselineUsd.add(other.baselineUsd));
    }

    /** What the baseline would have charged more. */
    BigDecimal savedUsd() {
        return baselineUsd.subtract(comparedUsd);
    }
}
