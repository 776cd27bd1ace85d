package io.fareway.admission.budget;

import io.fareway.model.Attempt;
import io.fareway.model.Budget;
import io.fareway.model.Cost;
import io.fareway.model.Money;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request has cost.
 *
 * @param picoByProvider as far as it is known
 * @param unknown providers that may charge more, because a price or the end of a call is unknown
 */
record Spending(Map<String, Long> picoByProvider, Set<String> unknown) {

    private static final int PICO_DOLLARS = 12;

    Spending {
        picoByProvider = Map.copyOf(picoByProvider);
        unknown = Set.copyOf(unknown);
    }

    static Spending of(List<Attempt> attempts) {
        Map<String, Long> known = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (Attempt attempt : attempts) {
            String provider = attempt.deployment().provider();
            if (attempt.cost().isPresent()) {
                known.merge(provider, picoOf(attempt.cost().get()), Math::addExact);
            } else if (!attempt.usage().isEmpty()) {
                unknown.add(provider);
            }
        }
        return new Spending(known, unknown);
    }

    /** Rounded up to whole pico-dollars: a budget errs on the safe side. */
    private static long picoOf(Cost cost) {
        return Money.toPico(cost.usd().setScale(PICO_DOLLARS, RoundingMode.UP));
    }

    /** What counts in a window: what is known, and where something is unknown no less than was reserved. */
    long in(Window window, long reservedPico) {
        boolean one = window.scope() == Budget.Scope.PROVIDER;
        long known = one
                ? picoByProvider.getOrDefault(window.subject(), 0L)
                : picoByProvider.values().stream().reduce(0L, Math::addExact);
        boolean uncertain = one ? unknown.contains(window.subject()) : !unknown.isEmpty();
        return uncertain ? Math.max(known, reservedPico) : known;
    }
}
