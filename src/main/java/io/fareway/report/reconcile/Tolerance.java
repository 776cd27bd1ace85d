package io.fareway.report.reconcile;

import java.math.BigDecimal;

/**
 * How far apart two figures may lie and still agree.
 *
 * @param percent of the larger one
 * @param usd money that never matters: exports are rounded
 */
record Tolerance(BigDecimal percent, BigDecimal usd) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean agree(Amount one, Amount other) {
        return tokensAgree(one.tokens(), other.tokens()) && moneyAgrees(one.usd(), other.usd());
    }

    private boolean tokensAgree(long one, long other) {
        return within(BigDecimal.valueOf(one), BigDecimal.valueOf(other));
    }

    private boolean moneyAgrees(BigDecimal one, BigDecimal other) {
        return one.subtract(other).abs().compareTo(usd) <= 0 || within(one, other);
    }

    private boolean within(BigDecimal one, BigDecimal other) {
        BigDecimal allowed = one.abs().max(other.abs()).multiply(percent);
        return one.subtract(other).abs().multiply(HUNDRED).compareTo(allowed) <= 0;
    }
}
