package io.fareway.ledger;

/** One change of the ledger, a snapshot of its values: the objects it was taken from go on changing. */
sealed interface LedgerEntry permits OpenedAttempt, WithdrawnAttempt, ClosedAttempt, CheckedAttempt, SettledRequest {

    /** Names the row in messages. */
    String key();
}
