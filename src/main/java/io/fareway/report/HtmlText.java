package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Figures as people read them. A figure that does not exist is a dash. */
final class HtmlText {

    static final String NO_FIGURE = "–";

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
    private static final int TABLE_DECIMALS = 6;

    private HtmlText() {}

    /** With thousands separators. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Whole numbers of a duration in ms, with thousands separators. */
    static String millis(OptionalLong number) {
        return number.isPresent() ? count(number.getAsLong()) : NO_FIGURE;
    }

    /** A share in percent with one decimal; never rounded up to 100 % nor down to 0 %. */
    static String percent(Optional<BigDecimal> ratio) {
        return ratio.map(HtmlText::percent).orElse(NO_FIGURE);
    }

    private static String percent(BigDecimal ratio) {
        BigDecimal percent = ratio.movePointRight(2);
        RoundingMode towardsTheHonestSide =
                percent.abs().compareTo(BigDecimal.valueOf(50)) < 0 ? RoundingMode.UP : RoundingMode.DOWN;
        BigDecimal nearest = percent.setScale(1, RoundingMode.HALF_UP);
        boolean hides = (nearest.signum() == 0 && percent.signum() != 0)
                || (nearest.compareTo(BigDecimal.valueOf(100)) == 0 && percent.compareTo(nearest) != 0);
        return minus((hides ? percent.setScale(1, towardsTheHonestSide) : nearest).toPlainString()) + " %";
    }

    /** Dollars rounded to cents, and below one dollar to four significant digits. */
    static String dollars(BigDecimal usd) {
        if (usd.signum() == 0) {
            return "$0";
        }
        return usd.abs().compareTo(BigDecimal.ONE) >= 0
                ? sign(usd) + String.format(Locale.ROOT, "%,.2f", usd.abs().setScale(2, RoundingMode.HALF_UP))
                : sign(usd) + Money.format(usd.abs().round(FOUR_DIGITS));
    }

    /** Dollars rounded as by {@link #dollars(BigDecimal)}, or a dash. */
    static String dollars(Optional<BigDecimal> usd) {
        return usd.map(HtmlText::dollars).orElse(NO_FIGURE);
    }

    /** Dollars in a column: six decimals, or four significant digits of what six decimals would hide. */
    static String dollarColumn(BigDecimal usd) {
        BigDecimal rounded = usd.abs().setScale(TABLE_DECIMALS, RoundingMode.HALF_UP);
        return rounded.precision() < 3 ? dollars(usd) : sign(usd) + String.format(Locale.ROOT, "%,.6f", rounded);
    }

    /** All digits. */
    static String exactDollars(BigDecimal usd) {
        return sign(usd) + Money.format(usd.abs());
    }

    /** A mean such as attempts per request, two decimals. */
    static String mean(Optional<BigDecimal> number) {
        return number.map(value -> value.setScale(2, RoundingMode.HALF_UP).toPlainString())
                .orElse(NO_FIGURE);
    }

    private static String sign(BigDecimal usd) {
        return usd.signum() < 0 ? "−$" : "$";
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
