package io.fareway.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Groups one below the other, each with a label, a figure and a horizontal bar.
 *
 * @param height of the drawing, in its units
 */
record RankChart(String id, String title, String description, int height, List<Row> rows) {

    private static final int WIDTH = 360;

    private static final int ROW_HEIGHT = 46;
    private static final int MOST_ROWS = 12;
    private static final int LONGEST_LABEL = 28;

    /** One bar: {@code outer} reaches at least as far as {@code inner}, which is drawn over it. */
    record Row(int textY, int barY, String label, String figure, double inner, double outer) {}

    /** How far a bar reaches, as parts of the full width. */
    record Reach(double inner, double outer) {}

    static RankChart share(List<Group> groups) {
        return chart(
                "share",
                "Share of requests",
                "Requests that ended at each provider",
                groups,
                group -> HtmlText.percent(group.share().value()),
                group -> full(group.share().value().orElse(BigDecimal.ZERO).doubleValue()));
    }

    static RankChart success(List<Group> groups) {
        return chart(
                "success",
                "Success rate",
                "Answered attempts among those answered or failed",
                groups,
                group -> HtmlText.percent(group.success().value()),
                group -> full(group.success().value().orElse(BigDecimal.ZERO).doubleValue()));
    }

    static RankChart latency(List<Group> groups) {
        double slowest = groups.stream()
                .mapToLong(group -> group.latency().p95().orElse(0))
                .max()
                .orElse(0);
        return chart(
                "latency",
                "Latency",
                "Strong: half of the answers were faster (p50); pale: 95 % were (p95), in ms",
                groups,
                group -> HtmlText.millis(group.latency().p50()) + " / "
                        + HtmlText.millis(group.latency().p95()),
                group -> new Reach(
                        part(group.latency().p50(), slowest),
                        part(group.latency().p95(), slowest)));
    }

    private static RankChart chart(
            String id,
            String title,
            String description,
            List<Group> groups,
            Function<Group, String> figure,
            Function<Group, Reach> reach) {
        List<Group> shown = groups.stream().limit(MOST_ROWS).toList();
        List<Row> rows = IntStream.range(0, shown.size())
                .mapToObj(i -> row(i, shown.get(i), figure, reach))
                .toList();
        return new RankChart(id, title, description, Math.max(1, shown.size()) * ROW_HEIGHT, rows);
    }

    private static Row row(int index, Group group, Function<Group, String> figure, Function<Group, Reach> reach) {
        Reach reached = reach.apply(group);
        int y = index * ROW_HEIGHT;
        return new Row(
                y + 18,
                y + 26,
                shortened(group.name()),
                figure.apply(group),
                Math.round(reached.inner() * WIDTH),
                Math.round(reached.outer() * WIDTH));
    }

    private static Reach full(double part) {
        return new Reach(part, 1);
    }

    private static double part(OptionalLong value, double whole) {
        return whole == 0 ? 0 : value.orElse(0) / whole;
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
