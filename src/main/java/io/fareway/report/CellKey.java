package io.fareway.report;

import java.util.Map;

/**
 * What a request or an attempt is counted under.
 *
 * @param names by dimension, as stored; empty text for none
 * @param slot how many slots after the period's beginning; 0 where time does not matter
 */
record CellKey(Map<Dimension, String> names, int slot) {

    CellKey {
        names = Map.copyOf(names);
    }

    /** The name in a dimension; empty for none. */
    String name(Dimension dimension) {
        return names.getOrDefault(dimension, "");
    }
}
