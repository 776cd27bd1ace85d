package io.fareway.ledger;

/** A row could not be made durable; what depends on it must not happen. The message says what the operator can do. */
public final class LedgerUnavailableException extends RuntimeException {

    private LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    private LedgerUnavailableException(String message) {
        super(message);
    }

    static LedgerUnavailableException notWritten(LedgerEntry entry, Throwable cause) {
        return new LedgerUnavailableException(
                "The ledger could not write " + entry.key() + ": " + cause.getMessage()
                        + ". Check that the database of fareway.database.url is up, writable and not full; it is tried"
                        + " again with the next request.",
                cause);
    }

    static LedgerUnavailableException refused(LedgerEntry entry, Throwable cause) {
        return new LedgerUnavailableException(
                "The database refused the ledger row " + entry.key() + ": " + cause.getMessage()
                        + ". Other rows are not affected; report this as a defect.",
                cause);
    }

    static LedgerUnavailableException tooSlow(LedgerEntry entry, long millis) {
        return new LedgerUnavailableException("The ledger did not write " + entry.key() + " within " + millis
                + " ms. Check the load and the disk of the database of fareway.database.url.");
    }

    static LedgerUnavailableException full(LedgerEntry entry, int waiting) {
        return new LedgerUnavailableException("The ledger takes no new call (" + entry.key() + ") while " + waiting
                + " rows wait to be written. Check the load and the disk of the database of fareway.database.url.");
    }

    static LedgerUnavailableException stopped(LedgerEntry entry) {
        return new LedgerUnavailableException("The ledger has stopped with the gateway; " + entry.key()
                + " was not written. Send the request again to a running gateway.");
    }
}
