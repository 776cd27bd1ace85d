package io.fareway.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Money;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What requests cost, by whatever they are labelled with: the answers of {@code /admin/costs}. */
@Component
public class Costs {

    private final CostReader reader;
    private final CostQueryReader queries;

    Costs(CostReader reader, ReportProperties properties, Clock clock) {
        this.reader = reader;
        this.queries = new CostQueryReader(properties.zone(), clock);
    }

    /**
     * Answers a question.
     *
     * @param parameters those of the address, as in docs/costs.md
     * @throws RequestError when one of them is unknown or wrong
     */
    public CostDocument answer(Map<String, List<String>> parameters) {
        boolean csv = CostQueryReader.wantsCsv(parameters);
        List<Metric> metrics = CostQueryReader.wantsSavings(parameters) ? Metric.WITH_SAVINGS : Metric.ADDED_UP;
        CostTable table = reader.read(queries.read(parameters));
        return csv
                ? new CostDocument("text/csv", csv(table, metrics))
                : new CostDocument("application/json", json(table, metrics).toPrettyString());
    }

    private static ObjectNode json(CostTable table, List<Metric> metrics) {
        CostQuery query = table.query();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("from", query.from().toString());
        root.put("to", query.to().toString());
        root.put("zone", query.zone().getId());
        table.baselines().forEach(root.putArray("baselines")::add);
        ObjectNode total = root.putObject("total");
        metrics.forEach(metric -> metric.put(table.total(), total));
        put(total, "cost_per_hour_usd", table.costPerHour(table.total()));
        CostQuery earlier = query.before();
        ObjectNode before = root.putObject("same_hours_before")
                .put("from", earlier.from().toString())
                .put("to", earlier.to().toString());
        put(before, "cost_usd", table.before().cost());
        put(before, "cost_per_hour_usd", table.costPerHour(table.before()));
        if (!query.columns().isEmpty()) {
            ArrayNode rows = root.putArray("rows");
            table.rows().forEach(row -> describe(row, query, metrics, rows.addObject()));
        }
        return root;
    }

    private static void describe(CostTable.Row row, CostQuery query, List<Metric> metrics, ObjectNode node) {
        List<String> columns = query.columns();
        for (int i = 0; i < columns.size(); i++) {
            node.put(columns.get(i), row.names().get(i));
        }
        metrics.forEach(metric -> metric.put(row.group(), node));
        put(node, "before_cost_usd", row.beforeUsd());
    }

    private static void put(ObjectNode node, String name, Optional<BigDecimal> usd) {
        node.put(name, usd.map(Money::format).orElse(null));
    }

    private static String csv(CostTable table, List<Metric> metrics) {
        StringWriter out = new StringWriter();
        try {
            List<String> header = new ArrayList<>(table.query().columns());
            metrics.stream().map(Metric::label).forEach(header::add);
            header.add("before_cost_usd");
            CsvLine.write(out, header);
            for (CostTable.Row row : table.rows()) {
                List<String> fields = new ArrayList<>();
                row.names().stream().map(CsvLine::text).forEach(fields::add);
                metrics.forEach(metric -> fields.add(metric.of(row.group()).orElse("")));
                fields.add(row.beforeUsd().map(Money::format).orElse(""));
                CsvLine.write(out, fields);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory cannot be written", impossible);
        }
        return out.toString();
    }
}
