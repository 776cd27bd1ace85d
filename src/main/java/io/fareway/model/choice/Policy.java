package io.fareway.model.choice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What puts candidates in order once the limits have been kept. */
public enum Policy {
    /** Lowest expected cost first. */
    COST,
    /** Soonest first. */
    LATENCY,
    /** Highest share of successful calls first. */
    RELIABILITY,
    /** Lowest weighted sum of cost, latency and failures first. */
    BALANCED,
    /** As written in the configuration. */
    FIXED,
    /** By chance, in proportion to weights. */
    WEIGHTED,
    /** Fewest calls under way first. */
    LEAST_BUSY;

    /** The word in configuration and headers, for example {@code least-busy}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The policy of that name; empty when there is none. */
    public static Optional<Policy> of(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(label))
                .findFirst();
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Policy::label).toList();
    }
}
