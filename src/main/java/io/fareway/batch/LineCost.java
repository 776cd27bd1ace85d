package io.fareway.batch;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a line cost, in USD.
 *
 * @param usd empty when some price is unknown
 * @param baselineUsd what the baseline deployment would have charged; empty when unknown or not answered
 */
record LineCost(Optional<BigDecimal> usd, Optional<BigDecimal> baselineUsd) {

    /** Nothing was charged. */
    static final LineCost NONE = new LineCost(Optional.of(BigDecimal.ZERO), Optional.empty());

    /** The cost of both; the baseline of the later one. */
    LineCost plus(LineCost later) {
        return new LineCost(usd.flatMap(one -> later.usd.map(one::add)), later.baselineUsd);
    }
}
