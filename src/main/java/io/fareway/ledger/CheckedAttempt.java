package io.fareway.ledger;

import io.fareway.model.Attempt;
import java.util.OptionalLong;

/** How the answer of an attempt that has ended stood the checks of its tier. */
record CheckedAttempt(String id, String result, OptionalLong score) implements LedgerEntry {

    static CheckedAttempt of(Attempt attempt) {
        return new CheckedAttempt(
                attempt.id(),
                attempt.check(),
                attempt.score().stream().asLongStream().findFirst());
    }

    @Override
    public String key() {
        return "check of attempt " + id;
    }
}
