package io.fareway.model.choice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a provider does with what it is sent, from the loosest to the strictest. */
public enum DataPolicy {
    /** It may keep prompts and learn from them; taken for granted where nobody says otherwise. */
    MAY_COLLECT,
    /** It keeps prompts for a time, and does not learn from them. */
    NO_COLLECTION,
    /** It keeps nothing. */
    ZERO_RETENTION;

    /** The word in configuration and headers, for example {@code zero-retention}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether this is at least as strict. */
    public boolean satisfies(DataPolicy asked) {
        return compareTo(asked) >= 0;
    }

    /** The stricter of two. */
    public DataPolicy and(DataPolicy other) {
        return satisfies(other) ? this : other;
    }

    /** The policy of that name; empty when there is none. */
    public static Optional<DataPolicy> of(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(label))
                .findFirst();
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DataPolicy::label).toList();
    }
}
