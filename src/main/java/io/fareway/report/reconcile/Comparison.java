package io.fareway.report.reconcile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A provider's figures beside ours.
 *
 * @param lines every cell that one of both speaks of
 */
record Comparison(List<Line> lines, Amount theirs, Amount ours) {

    Comparison {
        lines = List.copyOf(lines);
    }

    /** One cell. */
    record Line(Cell cell, Amount theirs, Amount ours, boolean agrees) {

        /** Why they differ, where that is plain; empty otherwise. */
        String note() {
            if (agrees) {
                return "";
            }
            if (ours.equals(Amount.NONE)) {
                return "not in the ledger";
            }
            return theirs.equals(Amount.NONE) ? "not in the export" : "";
        }
    }

    static Comparison of(Sheet theirs, Sheet ours, Tolerance tolerance) {
        TreeSet<Cell> cells = new TreeSet<>(theirs.cells().keySet());
        cells.addAll(ours.cells().keySet());
        List<Line> lines = new ArrayList<>();
        Amount allOfTheirs = Amount.NONE;
        Amount allOfOurs = Amount.NONE;
        for (Cell cell : cells) {
            Amount one = theirs.at(cell);
            Amount other = ours.at(cell);
            lines.add(new Line(cell, one, other, tolerance.agree(one, other)));
            allOfTheirs = allOfTheirs.plus(one);
            allOfOurs = allOfOurs.plus(other);
        }
        return new Comparison(lines, allOfTheirs, allOfOurs);
    }

    List<Line> differences() {
        return lines.stream().filter(line -> !line.agrees()).toList();
    }

    /** Whether everything agrees once days are left out: then the days begin at other hours. */
    boolean onlyDaysDiffer(Tolerance tolerance) {
        return !differences().isEmpty()
                && of(withoutDays(true), withoutDays(false), tolerance)
                        .differences()
                        .isEmpty();
    }

    private Sheet withoutDays(boolean ofTheirs) {
        Sheet sheet = new Sheet();
        lines.forEach(line -> sheet.add(
                new Cell(LocalDate.EPOCH, line.cell().model(), line.cell().part()),
                ofTheirs ? line.theirs() : line.ours()));
        return sheet;
    }
}
