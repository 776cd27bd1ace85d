package io.fareway.report;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A table of the HTML report.
 *
 * @param columns headings; the first column names the row
 * @param rows cells in the order of the columns
 */
record TableView(String id, String caption, List<Column> columns, List<List<Cell>> rows) {

    TableView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A heading; figures are set to the right. */
    record Column(String heading, boolean figure) {

        static Column text(String heading) {
            return new Column(heading, false);
        }

        static Column figure(String heading) {
            return new Column(heading, true);
        }
    }

    /**
     * What stands in a cell.
     *
     * @param text for people
     * @param exact all digits of the figure, as a decimal; empty where the text says it all
     */
    record Cell(String text, String exact, boolean figure) {

        static Cell text(String text) {
            return new Cell(text, "", false);
        }

        static Cell figure(String text) {
            return new Cell(text, "", true);
        }

        static Cell money(Optional<BigDecimal> usd) {
            return usd.map(Cell::money).orElse(figure(HtmlText.NO_FIGURE));
        }

        static Cell money(BigDecimal usd) {
            return new Cell(HtmlText.dollarColumn(usd), Money.format(usd), true);
        }

        /** An amount that is a lower bound. */
        static Cell atLeast(Optional<BigDecimal> usd) {
            return usd.map(known -> new Cell("≥ " + HtmlText.dollarColumn(known), Money.format(known), true))
                    .orElse(figure("unknown"));
        }

        public boolean isExact() {
            return !exact.isEmpty();
        }
    }
}
