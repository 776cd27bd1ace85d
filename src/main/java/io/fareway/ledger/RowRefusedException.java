package io.fareway.ledger;

/** The database is there but does not take this row: trying again changes nothing. */
final class RowRefusedException extends Exception {

    RowRefusedException(String message) {
        super(message);
    }

    RowRefusedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
