package io.fareway.admission.budget;

import io.fareway.model.Attempt;
import io.fareway.model.Cost;
import io.fareway.model.Money;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the calls of a request have cost. */
record Spending(List<Call> calls) {

    private static final int PICO_DOLLARS = 12;

    Spending {
        calls = List.copyOf(calls);
    }

    /**
     * What one call has cost.
     *
     * @param tier the tier in which it was made
     * @param pico pico-dollars; empty where its provider may charge an amount that is unknown
     */
    record Call(String provider, String tier, OptionalLong pico) {

        private boolean countsIn(Window window) {
            return switch (window.scope()) {
                // these are the same for all calls of a request
                case TOTAL, CALLER, TEAM -> true;
                case TIER -> tier.equals(window.subject());
                case PROVIDER -> provider.equals(window.subject());
            };
        }
    }

    static Spending of(List<Attempt> attempts) {
        List<Call> calls = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (attempt.cost().isPresent() || !attempt.usage().isEmpty()) {
                OptionalLong pico =
                        attempt.cost().stream().mapToLong(Spending::picoOf).findFirst();
                calls.add(new Call(attempt.deployment().provider(), attempt.tier(), pico));
            }
        }
        return new Spending(calls);
    }

    /** Rounded up to whole pico-dollars: a budget errs on the safe side. */
    private static long picoOf(Cost cost) {
        return Money.toPico(cost.usd().setScale(PICO_DOLLARS, RoundingMode.UP));
    }

    /** What counts in a window: what is known, and where something is unknown no less than was reserved. */
    long in(Window window, long reservedPico) {
        long known = 0;
        boolean uncertain = false;
        for (Call call : calls) {
            if (call.countsIn(window)) {
                known = Math.addExact(known, call.pico().orElse(0));
                uncertain |= call.pico().isEmpty();
            }
        }
        return uncertain ? Math.max(known, reservedPico) : known;
    }
}
