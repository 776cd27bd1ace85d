package io.fareway.routing.overrides;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an override does. */
public enum OverrideKind {
    /** Nobody is sent to a provider or deployment any more; what is under way there may end. */
    DRAIN,
    /** A deployment comes first wherever it is a candidate; the others stay behind it. */
    FORCE,
    /** A provider or deployment comes first for at most a share of the requests; for the others it comes last. */
    CAP,
    /** The candidates of a tier keep a given order, whatever the policy says. */
    FREEZE;

    /** As requests and the database write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that label. */
    public static Optional<OverrideKind> of(String label) {
        return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
}
