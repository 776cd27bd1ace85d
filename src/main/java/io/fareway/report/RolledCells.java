package io.fareway.report;

import io.fareway.model.TokenClass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sums of {@link Cells} from what was added up by the hour: the same columns, so that both are read alike. Times are
 * bound as there; {@code :from}, {@code :to} and {@code :base} must be whole hours.
 */
record RolledCells(Cells cells) {

    /** What the hours are told apart by. Users and sessions would make as many rows as there are requests. */
    static final Set<Dimension> DIMENSIONS = EnumSet.complementOf(EnumSet.of(Dimension.USER, Dimension.SESSION));

    private static final List<String> REQUEST_SUMS = List.of(
            "requests",
            "answered",
            "refused",
            "cancelled",
            "failed",
            "priced",
            "compared",
            "baseline_pico",
            "saved_routing_pico",
            "saved_failover_pico",
            "saved_cache_pico",
            "saved_batch_pico",
            "saved_off_peak_pico");

    private static final List<String> ATTEMPT_SUMS = Stream.of(
                    Stream.of("attempts", "answered", "failed", "simulated", "estimated", "unpriced"),
                    Stream.of(TokenClass.values()).map(tokenClass -> tokenClass.label() + "_tokens"),
                    Stream.of("unpriced_tokens", "cost_pico", "compared_pico", "answering_pico", "unanswered_pico"))
            .flatMap(columns -> columns)
            .toList();

    /** Adds up the hour from {@code :from} to {@code :to}. */
    static String addRequests() {
        return add("request_cell", List.of("baseline"), REQUEST_SUMS, all().ofRequests());
    }

    /** Adds up the hour from {@code :from} to {@code :to}. */
    static String addAttempts() {
        return add("attempt_cell", List.of(), ATTEMPT_SUMS, all().ofAttempts());
    }

    private static Cells all() {
        return new Cells(List.copyOf(DIMENSIONS), false, Map.of());
    }

    private static String add(String table, List<String> more, List<String> sums, String select) {
        List<String> into = new ArrayList<>(List.of("hour"));
        List<String> from = new ArrayList<>(List.of(":from"));
        DIMENSIONS.forEach(dimension -> {
            into.add(dimension.label());
            from.add("by_" + dimension.label());
        });
        Stream.of(more, sums).flatMap(List::stream).forEach(column -> {
            into.add(column);
            from.add(column);
        });
        return "insert into " + table + " (" + String.join(", ", into) + ") select " + String.join(", ", from)
                + " from (" + select + ") cells";
    }

    /** Whether these hours can answer. */
    boolean canAnswer() {
        return DIMENSIONS.containsAll(cells.dimensions())
                && DIMENSIONS.containsAll(cells.only().keySet());
    }

    /** Sums over requests, the largest cells first. */
    String ofRequests() {
        return select("request_cell", List.of("baseline"), REQUEST_SUMS);
    }

    /** Sums over attempts, the largest cells first. */
    String ofAttempts() {
        return select("attempt_cell", List.of(), ATTEMPT_SUMS);
    }

    private String select(String table, List<String> more, List<String> sums) {
        List<String> columns = new ArrayList<>();
        cells.dimensions().forEach(dimension -> columns.add(dimension.label() + " as by_" + dimension.label()));
        columns.add((cells.bySlot() ? "(hour - :base) / :slot" : "0") + " as slot");
        columns.addAll(more);
        int keys = columns.size();
        sums.forEach(sum -> columns.add("cast(sum(" + sum + ") as bigint) as " + sum));
        String where = cells.only().keySet().stream()
                .sorted()
                .map(dimension -> " and " + dimension.label() + " in (:only_" + dimension.label() + ")")
                .collect(Collectors.joining());
        String leading =
                IntStream.rangeClosed(1, keys).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "select " + String.join(", ", columns) + " from " + table + " where hour >= :from and hour < :to" + where
                + " group by " + leading + " order by " + (keys + 1) + " desc, " + leading;
    }
}
