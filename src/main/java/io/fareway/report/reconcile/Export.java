package io.fareway.report.reconcile;

import io.fareway.dialect.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider's file says.
 *
 * @param layout how it is laid out
 * @param sheet its figures, with the provider's names of models
 * @param first first day that it speaks of
 * @param last last day that it speaks of
 * @param unknownColumns columns that were not read, in sentences
 * @param unreadRows rows that were not read, each with its line and why
 */
record Export(
        Layout layout,
        Sheet sheet,
        LocalDate first,
        LocalDate last,
        List<String> unknownColumns,
        List<String> unreadRows) {

    private static final int LONGEST_ROW = 1 << 20;

    Export {
        unknownColumns = List.copyOf(unknownColumns);
        unreadRows = List.copyOf(unreadRows);
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, is not of this format, or holds no row that can be read
     */
    static Export read(Path file, ExportFormat format) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                CsvReader rows = new CsvReader(in, LONGEST_ROW)) {
            List<String> columns = rows.next().map(CsvReader.Row::fields).orElse(List.of()).stream()
                    .map(String::strip)
                    .toList();
            Layout layout = format.layout(columns)
                    .orElseThrow(() -> new IOException(file + ":1: the columns " + columns
                            + " are none of this format, which needs " + format.needs()));
            Reading reading = new Reading(file, layout, columns);
            for (Optional<CsvReader.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                reading.add(row.get());
            }
            return reading.export();
        }
    }

    /** A file while it is read. */
    private static final class Reading {

        private final Path file;
        private final Layout layout;
        private final List<String> columns;
        private final Sheet sheet = new Sheet();
        private final List<String> unknownColumns;
        private final List<String> unreadRows = new ArrayList<>();
        private Optional<LocalDate> first = Optional.empty();
        private Optional<LocalDate> last = Optional.empty();

        Reading(Path file, Layout layout, List<String> columns) {
            this.file = file;
            this.layout = layout;
            this.columns = columns;
            this.unknownColumns = columns.stream()
                    .filter(column -> !layout.known().contains(column))
                    .map(column -> place(1) + "the column \"" + column + "\" is unknown and was not read")
                    .toList();
        }

        void add(CsvReader.Row row) {
            if (row.fault().isPresent()) {
                complain(row.number(), "the row " + row.fault().get());
            } else if (row.fields().size() != columns.size()) {
                complain(
                        row.number(),
                        row.fields().size() + " fields under " + columns.size() + " columns; the row was not read");
            } else {
                read(row);
            }
        }

        private void read(CsvReader.Row row) {
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i), row.fields().get(i));
            }
            try {
                for (Layout.Billed billed : layout.reader().read(fields)) {
                    sheet.add(billed.cell(), billed.amount());
                    LocalDate day = billed.cell().day();
                    first = Optional.of(first.filter(day::isAfter).orElse(day));
                    last = Optional.of(last.filter(day::isBefore).orElse(day));
                }
            } catch (IllegalArgumentException | ArithmeticException unreadable) {
                complain(row.number(), unreadable.getMessage() + "; the row was not read");
            }
        }

        private void complain(long line, String what) {
            unreadRows.add(place(line) + what);
        }

        private String place(long line) {
            return file.getFileName() + ":" + line + ": ";
        }

        Export export() throws IOException {
            if (first.isEmpty() || last.isEmpty()) {
                throw new IOException(file + " holds no row that can be read: " + String.join("; ", unreadRows));
            }
            return new Export(layout, sheet, first.get(), last.get(), unknownColumns, unreadRows);
        }
    }
}
