package io.fareway.model;

import java.util.Locale;

/** What an attempt was made for. */
public enum AttemptKind {
    /** To answer a caller. */
    CALL,
    /** As part of a job that the provider works off when it likes. */
    BATCH,
    /** To see how another deployment would have answered a request that has been answered. */
    SHADOW,
    /** To evaluate a deployment with a prompt of a set. */
    EVALUATION,
    /** To judge the answer that another attempt gave. */
    JUDGE;

    /** The kind as the ledger writes it, for example {@code batch}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
