package io.fareway.report.reconcile;

import java.util.NavigableMap;
import java.util.TreeMap;

/** Amounts by cell. */
final class Sheet {

    private final NavigableMap<Cell, Amount> amounts = new TreeMap<>();

    void add(Cell cell, Amount amount) {
        amounts.merge(cell, amount, Amount::plus);
    }

    Amount at(Cell cell) {
        return amounts.getOrDefault(cell, Amount.NONE);
    }

    NavigableMap<Cell, Amount> cells() {
        return amounts;
    }
}
