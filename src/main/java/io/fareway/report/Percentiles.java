package io.fareway.report;

import java.util.OptionalLong;

/**
 * Durations in ms by nearest rank; empty when nothing was measured. Values below 2,048 ms are exact, larger ones at
 * most 0.1 % too high.
 */
record Percentiles(OptionalLong p50, OptionalLong p95, OptionalLong p99) {

    static final Percentiles NONE = new Percentiles(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
