package io.fareway.report.reconcile;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A comparison as a table for a terminal. */
final class ComparisonText {

    private static final String ROW = "%-10s  %-32s %-15s %15s %15s %14s  %14s %14s %14s  %s";

    private final String provider;
    private final Export export;
    private final BookedSheet booked;
    private final Tolerance tolerance;
    private final ZoneId zone;
    private final StringBuilder text = new StringBuilder();

    ComparisonText(String provider, Export export, BookedSheet booked, Tolerance tolerance, ZoneId zone) {
        this.provider = provider;
        this.export = export;
        this.booked = booked;
        this.tolerance = tolerance;
        this.zone = zone;
    }

    String of(Comparison comparison, boolean all) {
        line("%s, %s to %s (%s)", provider, export.first(), export.last(), zone);
        export.unknownColumns().forEach(column -> line("%s", column));
        export.unreadRows().forEach(row -> line("%s", row));
        List<Comparison.Line> differences = comparison.differences();
        List<Comparison.Line> shown = all ? comparison.lines() : differences;
        if (!shown.isEmpty()) {
            line(
                    ROW,
                    "day",
                    "model",
                    "part",
                    "their tokens",
                    "our tokens",
                    "difference",
                    "their USD",
                    "our USD",
                    "difference",
                    "");
            shown.forEach(each -> row(
                    each.cell().day().toString(),
                    each.cell().model(),
                    each.cell().part(),
                    each.theirs(),
                    each.ours(),
                    each.note()));
        }
        row("total", "", "", comparison.theirs(), comparison.ours(), "");
        if (differences.isEmpty()) {
            line(
                    "%d of %d figures agree.",
                    comparison.lines().size(), comparison.lines().size());
        } else {
            line(
                    "%d of %d figures differ.",
                    differences.size(), comparison.lines().size());
        }
        if (comparison.onlyDaysDiffer(tolerance)) {
            line("Over the whole period every model and part agrees: the export's days begin elsewhere; say where with"
                    + " --zone.");
        }
        if (booked.unpriced() > 0 && export.layout().usd()) {
            line(
                    "%d calls in the ledger have no known cost: add their prices, their part of the bill is missing on our"
                            + " side.",
                    booked.unpriced());
        }
        return text.toString();
    }

    private void row(String day, String model, String part, Amount theirs, Amount ours, String note) {
        boolean tokens = export.layout().tokens();
        boolean usd = export.layout().usd();
        line(
                ROW,
                day,
                model,
                part,
                tokens ? count(theirs.tokens()) : "",
                tokens ? count(ours.tokens()) : "",
                tokens ? count(ours.tokens() - theirs.tokens()) : "",
                usd ? money(theirs.usd()) : "",
                usd ? money(ours.usd()) : "",
                usd ? money(ours.usd().subtract(theirs.usd())) : "",
                note);
    }

    private static String count(long tokens) {
        return String.format(Locale.ROOT, "%,d", tokens);
    }

    private static String money(BigDecimal usd) {
        return Money.format(usd.setScale(6, RoundingMode.HALF_EVEN));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
