package io.fareway.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * One wide table by RFC 4180: a row per group, a column per figure, {@code section} saying what the groups are. Text
 * that a spreadsheet would take for a formula gets a leading apostrophe.
 */
@Component
@Order(2)
class CsvFormat implements ReportFormat {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public void write(DayReport report, Writer out) throws IOException {
        line(out, header());
        row(report, "total", report.total(), out);
        for (Dimension dimension : Dimension.values()) {
            rows(report, dimension.label(), report.groups(dimension), out);
        }
        rows(report, "hour", report.hours(), out);
    }

    private static List<String> header() {
        List<String> fields = new ArrayList<>(List.of("day", "section", "name"));
        Metric.ALL.stream().map(Metric::label).forEach(fields::add);
        return fields;
    }

    private static void rows(DayReport report, String section, List<Group> groups, Writer out) throws IOException {
        for (Group group : groups) {
            row(report, section, group, out);
        }
    }

    private static void row(DayReport report, String section, Group group, Writer out) throws IOException {
        List<String> fields = new ArrayList<>();
        fields.add(report.period().day().toString());
        fields.add(section);
        fields.add(text(group.name()));
        for (Metric metric : Metric.ALL) {
            fields.add(metric.of(group).orElse(""));
        }
        line(out, fields);
    }

    private static String text(String value) {
        boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
        return formula ? "'" + value : value;
    }

    private static void line(Writer out, List<String> fields) throws IOException {
        out.write(fields.stream().map(CsvFormat::quoted).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
