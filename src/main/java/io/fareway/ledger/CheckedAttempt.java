package io.fareway.ledger;

import io.fareway.model.Attempt;

/** How the answer of an attempt that has ended stood the checks of its tier. */
record CheckedAttempt(String id, String result) implements LedgerEntry {

    static CheckedAttempt of(Attempt attempt) {
        return new CheckedAttempt(attempt.id(), attempt.check());
    }

    @Override
    public String key() {
        return "check of attempt " + id;
    }
}
