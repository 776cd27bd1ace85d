package io.fareway.testing.matrix;

import io.fareway.model.conversation.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what was found as tables, one for each dialect of callers, with numbered notes. */
public final class MatrixTable {

    private static final String BEGIN = "<!-- matrix: written by DialectMatrixTest -->\n";
    private static final String END = "<!-- end of matrix -->";

    private record Row(Dialect caller, Dialect wire) {}

    private final Map<Row, Map<Scenario, Finding>> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Adds a cell; cells of a row may come in any order. */
    public void add(Dialect caller, Dialect wire, Scenario scenario, Finding finding) {
        rows.computeIfAbsent(new Row(caller, wire), row -> new LinkedHashMap<>())
                .put(scenario, finding);
    }

    /** A page with this table between its marks. */
    public String in(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no marks around the matrix");
        }
        return page.substring(0, begin + BEGIN.length()) + write() + page.substring(end);
    }

    private String write() {
        StringBuilder written = new StringBuilder();
        rows.keySet().stream().map(Row::caller).distinct().forEach(caller -> writeTable(caller, written));
        for (int i = 0; i < notes.size(); i++) {
            String lost = notes.get(i);
            written.append(i + 1)
                    .append(". ")
                    .append(lost)
                    .append(": ")
                    .append(Reasons.of(lost))
                    .append('\n');
        }
        return written.toString();
    }

    private void writeTable(Dialect caller, StringBuilder to) {
        List<Scenario> columns = columns(caller);
        to.append("| ").append(caller.label()).append(" to |");
        columns.forEach(scenario -> to.append(' ').append(scenario.title()).append(" |"));
        to.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        rows.forEach((row, cells) -> {
            if (row.caller() == caller) {
                to.append("| ").append(row.wire().label()).append(" |");
                columns.forEach(scenario -> to.append(' ')
                        .append(cell(Optional.ofNullable(cells.get(scenario))))
                        .append(" |"));
                to.append('\n');
            }
        });
        to.append('\n');
    }

    private List<Scenario> columns(Dialect caller) {
        return List.of(Scenario.values()).stream()
                .filter(scenario -> rows.entrySet().stream()
                        .anyMatch(row -> row.getKey().caller() == caller
                                && row.getValue().containsKey(scenario)))
                .toList();
    }

    private String cell(Optional<Finding> finding) {
        return finding.map(found -> {
                    String cell = found.grade().name().toLowerCase(Locale.ROOT);
                    String numbers = found.notes().stream()
                            .map(this::number)
                            .sorted()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
                    return (cell + " " + numbers).strip();
                })
                .orElse("");
    }

    private Integer number(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return notes.indexOf(note) + 1;
    }
}
