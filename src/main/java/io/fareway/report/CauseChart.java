package io.fareway.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The causes of a saving one below the other, gains to the right of the zero line and losses to its left, in the units of
 * the drawing.
 *
 * @param zero where the zero line stands
 */
record CauseChart(int height, double zero, List<Row> rows) {

    private static final int WIDTH = 960;
    private static final int LABELS = 230;
    private static final int FIGURES = 120;
    private static final int ROW_HEIGHT = 30;

    /** One cause: its bar and what it says. */
    record Row(int textY, int barY, double x, double width, String label, String figure, boolean loss) {}

    /** Causes that amount to nothing are left out. */
    static CauseChart of(Savings savings) {
        List<Savings.Part> parts = Savings.PARTS.stream()
                .filter(part -> part.usd(savings).signum() != 0)
                .toList();
        double most = extreme(parts, savings, true);
        double least = extreme(parts, savings, false);
        double scale = most - least == 0 ? 0 : (WIDTH - LABELS - FIGURES) / (most - least);
        double zero = LABELS - least * scale;
        List<Row> rows = new ArrayList<>();
        for (Savings.Part part : parts) {
            double usd = part.usd(savings).doubleValue();
            int top = rows.size() * ROW_HEIGHT;
            rows.add(new Row(
                    top + 19,
                    top + 6,
                    round(usd < 0 ? zero + usd * scale : zero),
                    round(Math.abs(usd) * scale),
                    part.title(),
                    HtmlText.dollars(part.usd(savings)),
                    usd < 0));
        }
        return new CauseChart(Math.max(1, rows.size() * ROW_HEIGHT), round(zero), List.copyOf(rows));
    }

    private static double extreme(List<Savings.Part> parts, Savings savings, boolean largest) {
        BigDecimal extreme = parts.stream()
                .map(part -> part.usd(savings))
                .reduce(BigDecimal.ZERO, largest ? BigDecimal::max : BigDecimal::min);
        return extreme.doubleValue();
    }

    private static double round(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }
}
