package io.fareway.model.choice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A caller's mark on a request that names no policy. */
public enum Urgency {
    /** None: the tier decides. */
    ORDINARY,
    /** Somebody waits: soonest first. */
    LATENCY_CRITICAL,
    /** Nobody waits: cheapest first. */
    BATCH;

    /** The word in headers, for example {@code latency-critical}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mark of that name; empty when there is none. */
    public static Optional<Urgency> of(String label) {
        return Arrays.stream(values())
                .filter(urgency -> urgency.label().equals(label))
                .findFirst();
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Urgency::label).toList();
    }
}
