package io.fareway.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * One wide table by RFC 4180: a row per group, a column per figure, {@code section} saying what the groups are. Text
 * that a spreadsheet would take for a formula gets a leading apostrophe.
 */
@Component
@Order(2)
class CsvFormat implements ReportFormat {

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public void write(PeriodReport report, Writer out) throws IOException {
        CsvLine.write(out, header());
        row(report, "total", report.total(), out);
        for (Dimension dimension : Dimension.REPORTED) {
            rows(report, dimension.label(), report.groups(dimension), out);
        }
        rows(report, report.period().length().slot(), report.slots(), out);
    }

    private static List<String> header() {
        List<String> fields = new ArrayList<>(List.of("period", "section", "name"));
        Metric.ALL.stream().map(Metric::label).forEach(fields::add);
        return fields;
    }

    private static void rows(PeriodReport report, String section, List<Group> groups, Writer out) throws IOException {
        for (Group group : groups) {
            row(report, section, group, out);
        }
    }

    private static void row(PeriodReport report, String section, Group group, Writer out) throws IOException {
        List<String> fields = new ArrayList<>();
        fields.add(report.period().name());
        fields.add(section);
        fields.add(CsvLine.text(group.name()));
        for (Metric metric : Metric.ALL) {
            fields.add(metric.of(group).orElse(""));
        }
        CsvLine.write(out, fields);
    }
}
