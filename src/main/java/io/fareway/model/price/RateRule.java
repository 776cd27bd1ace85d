package io.fareway.model.price;

import java.util.List;

/**
 * Other rates under conditions.
 *
 * @param when all of these must hold
 * @param then what becomes of the rates
 */
public record RateRule(List<RateCondition> when, RateChange then) {

    public RateRule {
        when = List.copyOf(when);
        if (when.isEmpty()) {
            throw new IllegalArgumentException("rates without a condition belong into the price itself");
        }
    }

    /** Whether all its conditions hold for a call. */
    public boolean holds(Circumstances call) {
        return when.stream().allMatch(condition -> condition.holds(call));
    }
}
