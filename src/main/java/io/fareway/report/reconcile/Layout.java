package io.fareway.report.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one kind of export is laid out.
 *
 * @param tokens whether it counts tokens
 * @param usd whether it says what was charged
 * @param byModel whether its rows name models
 * @param byPart whether its rows, or its columns, tell token classes apart
 * @param known columns that are read, or left alone knowingly
 * @param reader what a row says
 */
record Layout(boolean tokens, boolean usd, boolean byModel, boolean byPart, Set<String> known, RowReader reader) {

    Layout {
        known = Set.copyOf(known);
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader {

        /**
         * What the row says; nothing for a day without use.
         *
         * @param fields by column
         * @throws IllegalArgumentException that says what cannot be read
         */
        List<Billed> read(Map<String, String> fields);
    }

    /**
     * One figure of a row.
     *
     * @param cell with the provider's own name of the model
     */
    record Billed(Cell cell, Amount amount) {}
}
