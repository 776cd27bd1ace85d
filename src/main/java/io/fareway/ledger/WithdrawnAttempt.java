package io.fareway.ledger;

/** Takes back the row of a call that was not sent because its opening was not confirmed in time. */
record WithdrawnAttempt(String id) implements LedgerEntry {

    @Override
    public String key() {
        return "withdrawal of attempt " + id;
    }
}
