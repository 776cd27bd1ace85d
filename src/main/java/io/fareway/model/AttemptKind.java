package io.fareway.model;

import java.util.Locale;

/** What an attempt was made for. */
public enum AttemptKind {
    /** To answer a caller. */
    CALL,
    /** To compare a deployment; its answer goes to nobody. */
    SHADOW,
    /** Not made at all: the answer came from a cache of the gateway. */
    CACHE_HIT,
    /** As part of a job that the provider works off when it likes. */
    BATCH;

    /** The kind as the ledger writes it, for example {@code cache_hit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
