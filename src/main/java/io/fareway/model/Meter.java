package io.fareway.model;

import java.util.Locale;

/** A unit other than tokens that providers charge by. */
public enum Meter {
    /** One call that used anything at all. */
    REQUEST,
    /** A second of compute, with fractions. */
    COMPUTE_SECOND,
    /** An image made or read. */
    IMAGE,
    /** A page of a document. */
    PAGE,
    /** A search that the provider ran: on the web, or a unit of reranking. */
    SEARCH;

    /** The unit as configuration files and reports write it, for example {@code compute_second}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The unit written like this, as {@link #label()} writes it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Meter ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
