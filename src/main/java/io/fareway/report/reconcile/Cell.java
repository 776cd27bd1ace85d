package io.fareway.report.reconcile;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * What figures are compared by.
 *
 * @param model our name of it where the settings know it, else the provider's; {@link #ALL} where the export does not say
 * @param part token class or unit, for example {@code cache_read}; {@link #ALL} where the export does not say
 */
record Cell(LocalDate day, String model, String part) implements Comparable<Cell> {

    static final String ALL = "all";

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::day).thenComparing(Cell::model).thenComparing(Cell::part);

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
