package io.fareway.batch;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What will probably become of a line.
 *
 * @param way of the line; {@link Way#NONE} when it would be refused
 * @param what the deployment, or why it would be refused
 * @param usd what it will probably cost; empty when the price is unknown
 * @param liveUsd what it would cost live
 */
record LineEstimate(Way way, String what, Optional<BigDecimal> usd, Optional<BigDecimal> liveUsd) {

    static LineEstimate refused(String why) {
        return new LineEstimate(Way.NONE, why, Optional.of(BigDecimal.ZERO), Optional.of(BigDecimal.ZERO));
    }
}
