package io.fareway.evaluation;

import io.fareway.model.Money;
import io.fareway.report.statistics.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;

/** Figures of an evaluation as people read them. */
final class Figures {

    private static final String NONE = "-";
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private Figures() {}

    static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN).toPlainString() + " %";
    }

    /** For example {@code 91.7 % (78.2 to 97.1)}. */
    static String share(Optional<Estimate> share) {
        return share.map(known -> percent(known.value())
                        + known.interval()
                                .map(interval -> " (" + bare(interval.low()) + " to " + bare(interval.high()) + ")")
                                .orElse(""))
                .orElse(NONE);
    }

    private static String bare(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    static String millis(Optional<Estimate> millis) {
        return value(millis, value -> value.setScale(0, RoundingMode.HALF_EVEN).toPlainString());
    }

    /** Milliseconds of microseconds, one decimal. */
    static String microsAsMillis(Optional<Estimate> micros) {
        return value(micros, value -> value.divide(THOUSAND, 1, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    static String usdPerThousand(Optional<Estimate> usd) {
        return value(usd, value -> usd(value.multiply(THOUSAND)));
    }

    static String usd(BigDecimal usd) {
        return Money.format(usd.round(FOUR_DIGITS));
    }

    static String rate(double perSecond) {
        return BigDecimal.valueOf(perSecond).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** With its sign, for example {@code +12}. */
    static String signed(BigDecimal change, int decimals) {
        BigDecimal rounded = change.setScale(decimals, RoundingMode.HALF_EVEN);
        return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString();
    }

    private static String value(Optional<Estimate> estimate, Function<BigDecimal, String> text) {
        return estimate.map(known -> text.apply(known.value())).orElse(NONE);
    }
}
