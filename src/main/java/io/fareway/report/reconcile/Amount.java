package io.fareway.report.reconcile;

import java.math.BigDecimal;

/**
 * Tokens and money.
 *
 * @param tokens 0 where only money is known
 * @param usd zero where only tokens are known
 */
record Amount(long tokens, BigDecimal usd) {

    static final Amount NONE = new Amount(0, BigDecimal.ZERO);

    static Amount ofTokens(long tokens) {
        return new Amount(tokens, BigDecimal.ZERO);
    }

    static Amount ofUsd(BigDecimal usd) {
        return new Amount(0, usd);
    }

    Amount plus(Amount more) {
        return new Amount(Math.addExact(tokens, more.tokens), usd.add(more.usd));
    }
}
