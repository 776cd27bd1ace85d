package io.fareway.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spend against baseline by hour or day as pairs of bars, in the units of the drawing.
 *
 * @param gridlines one per round amount, from zero up
 * @param slots one per hour or day
 */
record HourChart(List<Gridline> gridlines, List<Slot> slots) {

    private static final int WIDTH = 960;

    private static final int LEFT = 70;
    private static final int TOP = 12;
    private static final int BOTTOM = 230;
    private static final int MOST_GRIDLINES = 5;
    private static final int FEW_SLOTS = 7;

    /** A horizontal line at an amount. */
    record Gridline(double y, String label) {}

    /** One hour or day: where its bars stand and what they say. */
    record Slot(double x, double labelX, double barWidth, Bar spend, Bar baseline, String label, String title) {}

    /** A bar from the zero line up. */
    record Bar(double x, double y, double height) {}

    static HourChart of(List<Group> hours) {
        BigDecimal highest = hours.stream()
                .flatMap(hour -> Stream.of(hour.cost(), hour.baseline()))
                .flatMap(Optional::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal step = roundStep(highest);
        int steps = highest.signum() == 0
                ? 1
                : highest.divide(step, 0, RoundingMode.CEILING).intValue();
        BigDecimal top = step.multiply(BigDecimal.valueOf(steps));
        return new HourChart(gridlines(step, steps), slots(hours, top));
    }

    /** The smallest of 1, 2 or 5 times a power of ten that needs few gridlines. */
    private static BigDecimal roundStep(BigDecimal highest) {
        if (highest.signum() == 0) {
            return BigDecimal.ONE;
        }
        BigDecimal least = highest.divide(BigDecimal.valueOf(MOST_GRIDLINES), 16, RoundingMode.UP);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(least.precision() - least.scale() - 1);
        return IntStream.of(1, 2, 5, 10)
                .mapToObj(factor -> power.multiply(BigDecimal.valueOf(factor)))
                .filter(step -> step.compareTo(least) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static List<Gridline> gridlines(BigDecimal step, int steps) {
        List<Gridline> lines = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            double y = BOTTOM - (double) (BOTTOM - TOP) * i / steps;
            lines.add(new Gridline(round(y), "$" + amount(step, i)));
        }
        return lines;
    }

    private static String amount(BigDecimal step, int times) {
        int decimals = step.stripTrailingZeros().scale();
        return step.multiply(BigDecimal.valueOf(times))
                .setScale(decimals == 1 ? 2 : Math.max(0, decimals), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static List<Slot> slots(List<Group> hours, BigDecimal top) {
        double slotWidth = (double) (WIDTH - LEFT) / hours.size();
        double barWidth = round(slotWidth * 0.36);
        int every = hours.size() <= FEW_SLOTS ? 1 : 2;
        List<Slot> slots = new ArrayList<>();
        for (int hour = 0; hour < hours.size(); hour++) {
            Group group = hours.get(hour);
            double x = LEFT + slotWidth * hour;
            slots.add(new Slot(
                    round(x),
                    round(x + slotWidth / 2),
                    barWidth,
                    bar(x + slotWidth * 0.12, group.cost().orElse(BigDecimal.ZERO), top),
                    bar(x + slotWidth * 0.52, group.baseline().orElse(BigDecimal.ZERO), top),
                    hour % every == 0 ? axisLabel(group.name(), every) : "",
                    group.name() + ": " + HtmlText.dollars(group.cost()) + " spent, baseline "
                            + HtmlText.dollars(group.baseline()) + ", requests: "
                            + HtmlText.count(group.requests().requests())));
        }
        return slots;
    }

    /** Of a date, month and day, and where there are many the day alone: the rest stands in the heading. */
    private static String axisLabel(String name, int every) {
        boolean date = name.matches("\\d{4}-\\d\\d-\\d\\d");
        int cut = every == 1 ? "2026-".length() : "2026-07-".length();
        return date ? name.substring(cut) : name;
    }

    private static Bar bar(double x, BigDecimal amount, BigDecimal top) {
        double height = (BOTTOM - TOP) * amount.doubleValue() / top.doubleValue();
        return new Bar(round(x), round(BOTTOM - height), round(height));
    }

    private static double round(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }
}
