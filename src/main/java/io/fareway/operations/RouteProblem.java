package io.fareway.operations;

import java.util.Comparator;

/**
 * One thing wrong with a route file.
 *
 * @param file the file's name as a person would type it, such as {@code routes/30-tiers.camel.yaml}
 * @param line from 1
 * @param text what is wrong and what to write instead
 */
record RouteProblem(String file, int line, String text) implements Comparable<RouteProblem> {

    private static final Comparator<RouteProblem> BY_PLACE =
            Comparator.comparing(RouteProblem::file).thenComparingInt(RouteProblem::line);

    @Override
    public int compareTo(RouteProblem other) {
        return BY_PLACE.thenComparing(RouteProblem::text).compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
