package io.fareway.report.reconcile;

import io.fareway.model.TokenClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Any table with a day in each row, and in columns of their own a model, tokens of classes and a cost. A column is named
 * by what it holds ({@code date}, {@code model}, {@code input}, {@code cache_read}, ..., {@code cost}) unless the person
 * says which one holds it.
 */
final class GenericFormat implements ExportFormat {

    private static final String DATE = "date";
    private static final String MODEL = "model";
    private static final String COST = "cost";

    private final Map<String, String> columnOf;

    /** Columns by what they hold. */
    GenericFormat(Map<String, String> said) {
        Map<String, String> columns = new LinkedHashMap<>();
        holdings().forEach(holding -> columns.put(holding, said.getOrDefault(holding, holding)));
        this.columnOf = Map.copyOf(columns);
    }

    /** What a column can hold. */
    static List<String> holdings() {
        List<String> all = new ArrayList<>(List.of(DATE, MODEL, COST));
        for (TokenClass tokenClass : TokenClass.values()) {
            all.add(tokenClass.label());
        }
        return all;
    }

    @Override
    public Optional<Layout> layout(List<String> columns) {
        List<TokenClass> classes = Arrays.stream(TokenClass.values())
                .filter(tokenClass -> columns.contains(column(tokenClass.label())))
                .toList();
        boolean usd = columns.contains(column(COST));
        if (!columns.contains(column(DATE)) || (classes.isEmpty() && !usd)) {
            return Optional.empty();
        }
        boolean byModel = columns.contains(column(MODEL));
        return Optional.of(new Layout(
                !classes.isEmpty(),
                usd,
                byModel,
                !classes.isEmpty(),
                Set.copyOf(columnOf.values()),
                row -> read(row, classes, byModel, usd)));
    }

    private List<Layout.Billed> read(Map<String, String> row, List<TokenClass> classes, boolean byModel, boolean usd) {
        LocalDate day = Fields.day(row, column(DATE));
        String model = byModel ? Fields.text(row, column(MODEL)) : Cell.ALL;
        List<Layout.Billed> billed = new ArrayList<>();
        for (TokenClass tokenClass : classes) {
            long tokens = Fields.count(row, column(tokenClass.label()));
            if (tokens != 0) {
                billed.add(new Layout.Billed(new Cell(day, model, tokenClass.label()), Amount.ofTokens(tokens)));
            }
        }
        if (usd) {
            Amount cost = Amount.ofUsd(Fields.number(row, column(COST)));
            billed.add(new Layout.Billed(new Cell(day, model, Cell.ALL), cost));
        }
        return billed;
    }

    private String column(String holding) {
        return columnOf.getOrDefault(holding, holding);
    }

    @Override
    public String needs() {
        return column(DATE) + ", and " + column(COST) + " or a token class such as " + column("input")
                + "; say with --columns which column holds what, as in date=Day,input=Prompt,cost=Amount";
    }
}
