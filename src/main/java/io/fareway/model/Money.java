package io.fareway.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How the database holds money: whole pico-dollars (1e-12 USD) in a 64-bit integer, exact on every database. A price
 * with at most six decimals per million tokens is a whole number of pico-dollars per token, so the cost of any number
 * of tokens is exact. The largest amount is 9.2 million USD.
 */
public final class Money {

    private static final int SCALE = 12;

    private Money() {}

    /**
     * The stored form of an amount.
     *
     * @param usd at most twelve decimals
     * @throws ArithmeticException when the amount has more decimals or is too large
     */
    public static long toPico(BigDecimal usd) {
        return usd.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }

    /** The nearest amount in whole pico-dollars; a tie goes to the even one. */
    public static BigDecimal toWholePico(BigDecimal usd) {
        return plain(usd.setScale(SCALE, RoundingMode.HALF_EVEN));
    }

    /** The amount in USD, without trailing zeros. */
    public static BigDecimal fromPico(long pico) {
        return plain(BigDecimal.valueOf(pico, SCALE));
    }

    /** An amount as people and headers write it: all digits, no exponent, no trailing zeros. */
    public static String format(BigDecimal usd) {
        return plain(usd).toPlainString();
    }

    /** The same amount without trailing zeros, so that equal amounts are equal objects. */
    public static BigDecimal plain(BigDecimal usd) {
        return usd.signum() == 0 ? BigDecimal.ZERO : usd.stripTrailingZeros();
    }
}
