package io.fareway.model;

import java.util.Locale;

/** What an attempt was made for. */
public enum AttemptKind {
    /** To answer a caller. */
    CALL,
    /** As part of a job that the provider works off when it likes. */
    BATCH;

    /** The kind as the ledger writes it, for example {@code batch}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
