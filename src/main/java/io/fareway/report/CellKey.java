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

    /** Where only the request's own groups matter. */
    static CellKey ofRequest(String tier, String task, String job) {
        return new CellKey(Map.of(Dimension.TIER, tier, Dimension.TASK, task, Dimension.JOB, job), 0);
    }

    /** Where only the attempt's own groups matter. */
    static CellKey ofAttempt(String provider, String deployment) {
        return new CellKey(Map.of(Dimension.PROVIDER, provider, Dimension.DEPLOYMENT, deployment), 0);
    }

    /** The name in a dimension; empty for none. */
    String name(Dimension dimension) {
        return names.getOrDefault(dimension, "");
    }
}
