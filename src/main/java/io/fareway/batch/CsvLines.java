package io.fareway.batch;

import io.fareway.dialect.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a table, each a prompt by the job's template. The first row names the columns; one named {@code custom_id}
 * or {@code id} names the request.
 */
final class CsvLines implements Lines {

    private static final List<String> ID_COLUMNS = List.of("custom_id", "id");

    private final CsvReader rows;
    private final String model;
    private final PromptTemplate template;
    private final List<String> columns;

    CsvLines(InputStream file, int maxBytes, String model, Optional<String> template) throws IOException {
        this.rows = new CsvReader(file, maxBytes);
        this.model = model;
        this.columns = header();
        this.template = new PromptTemplate(template.orElseGet(this::onlyColumn));
        this.template.requireColumns(columns);
    }

    private List<String> header() throws IOException {
        Optional<CsvReader.Row> first = rows.next();
        if (first.isEmpty()) {
            return List.of();
        }
        if (first.get().fault().isPresent()) {
            throw new UnreadableInputException("has a first row that cannot be read: it "
                    + first.get().fault().get());
        }
        List<String> names = first.get().fields().stream().map(String::strip).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new UnreadableInputException("has two columns of the same name in its first row");
        }
        return names;
    }

    /** Without a template the values themselves are the prompt, each with its column's name unless there is only one. */
    private String onlyColumn() {
        List<String> values =
                columns.stream().filter(name -> !ID_COLUMNS.contains(name)).toList();
        return values.size() == 1
                ? "{{" + values.getFirst() + "}}"
                : values.stream().map(name -> name + ": {{" + name + "}}").collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<InputLine> next() throws IOException {
        Optional<CsvReader.Row> row = rows.next();
        return row.map(this::asRequest);
    }

    private InputLine asRequest(CsvReader.Row row) {
        if (row.fault().isPresent()) {
            return new InputLine.Unusable(
                    row.number(), "invalid_csv", row.fault().get());
        }
        if (row.fields().size() != columns.size()) {
            return new InputLine.Unusable(
                    row.number(),
                    "invalid_csv",
                    "has " + row.fields().size() + " fields instead of " + columns.size()
                            + ". Put values that hold commas, quotes or line ends into double quotes.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), row.fields().get(i));
        }
        String id = ID_COLUMNS.stream()
                .filter(values::containsKey)
                .findFirst()
                .map(column -> values.getOrDefault(column, ""))
                .orElse("row-" + row.number());
        return new InputLine.Text(row.number(), PromptRequest.of(id, model, template.filled(values)));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
