package io.fareway.model.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What stays on one side of an experiment. */
public enum Split {
    /** A session; without one a user, without one a caller, without one the request. */
    SESSION,
    /** Nothing: each request is drawn by itself. */
    REQUEST;

    /** The word in configuration, for example {@code session}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of that name; empty when there is none. */
    public static Optional<Split> of(String label) {
        return Arrays.stream(values())
                .filter(split -> split.label().equals(label))
                .findFirst();
    }
}
