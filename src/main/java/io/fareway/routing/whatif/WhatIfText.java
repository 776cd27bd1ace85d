package io.fareway.routing.whatif;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The comparison as a table for a terminal. */
final class WhatIfText {

    private static final int DECIMALS = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final StringBuilder text = new StringBuilder();

    private WhatIfText() {}

    static String of(WhatIf result) {
        WhatIfText table = new WhatIfText();
        table.write(result);
        return table.text.toString();
    }

    private void write(WhatIf result) {
        Coverage coverage = result.coverage();
        line(
                "%s to %s",
                result.question().period().from(), result.question().period().to());
        line(
                "%,d requests: %,d stand as booked, %,d are replayed, %,d are left out because a price is unknown",
                coverage.requests(), coverage.standing(), coverage.replayed(), coverage.leftOut());
        line("");
        line("%-26s %16s %16s %16s", "", "as booked", "what if", "difference");
        money("bill, USD", result.booked().usd(), result.otherwise().usd());
        number(
                "answered requests",
                result.booked().answered(),
                result.otherwise().answered());
        number("failed requests", result.booked().failed(), result.otherwise().failed());
        number(
                "failed attempts",
                result.booked().failedAttempts(),
                result.otherwise().failedAttempts());
        millis(
                "latency, mean ms",
                result.booked().meanMillis(),
                result.otherwise().meanMillis());
        for (int percent : new int[] {50, 95, 99}) {
            millis("latency, p" + percent + " ms", (double) result.booked().percentile(percent), (double)
                    result.otherwise().percentile(percent));
        }
        writeDeployments(result);
        line("");
        if (coverage.leftOut() > 0) {
            line(
                    "Left out were booked at %s USD, as far as their cost is known.",
                    Money.format(coverage.leftOutPico().movePointLeft(12)));
        }
        result.assumptions().forEach(this::line);
    }

    private void writeDeployments(WhatIf result) {
        line("");
        line("%-44s %12s %16s %12s %16s", "answered by", "booked", "USD", "what if", "USD");
        Set<String> names = new TreeSet<>(result.booked().deployments().keySet());
        names.addAll(result.otherwise().deployments().keySet());
        for (String name : names) {
            Side.Share before = result.booked().deployments().getOrDefault(name, new Side.Share());
            Side.Share after = result.otherwise().deployments().getOrDefault(name, new Side.Share());
            line(
                    "%-44s %,12.1f %16s %,12.1f %16s",
                    name, before.answers(), rounded(before.usd()), after.answers(), rounded(after.usd()));
        }
    }

    private void money(String name, BigDecimal before, BigDecimal after) {
        BigDecimal difference = after.subtract(before);
        String percent = before.signum() == 0
                ? ""
                : " (" + difference.multiply(HUNDRED).divide(before, 1, RoundingMode.HALF_EVEN) + " %)";
        line("%-26s %16s %16s %16s%s", name, rounded(before), rounded(after), rounded(difference), percent);
    }

    private void number(String name, double before, double after) {
        line("%-26s %,16.1f %,16.1f %,16.1f", name, before, after, after - before);
    }

    private void millis(String name, double before, double after) {
        line("%-26s %,16.0f %,16.0f %,16.0f", name, before, after, after - before);
    }

    private static String rounded(BigDecimal usd) {
        return usd.setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
