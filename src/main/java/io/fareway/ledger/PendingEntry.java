package io.fareway.ledger;

import java.util.concurrent.CompletableFuture;

/** An entry on its way into the database, and who waits for it. */
record PendingEntry(LedgerEntry entry, CompletableFuture<Void> written) {

    PendingEntry(LedgerEntry entry) {
        this(entry, new CompletableFuture<>());
    }

    /** Whether this is the opening of a call that will not be sent because its caller was told so. */
    boolean isPointless() {
        return entry instanceof OpenedAttempt && written.isDone();
    }
}
