package io.fareway.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The attempts of one request, oldest first. Safe for several threads. */
final class Attempts {

    private final List<Attempt> all = new CopyOnWriteArrayList<>();

    void add(Attempt attempt) {
        all.add(attempt);
    }

    List<Attempt> all() {
        return all;
    }

    Optional<Attempt> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The last one that answered, else the last. */
    Optional<Attempt> lastAnswered() {
        return all.reversed().stream()
                .filter(attempt -> attempt.outcome().equals(Optional.of(Outcome.ANSWERED)))
                .findFirst()
                .or(this::last);
    }

    /** Their cost in USD; empty when one that used tokens has no known price. */
    Optional<BigDecimal> costUsd() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Attempt attempt : all) {
            if (attempt.cost().isPresent()) {
                sum = sum.add(attempt.cost().get().usd());
            } else if (!attempt.usage().isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(sum);
    }
}
