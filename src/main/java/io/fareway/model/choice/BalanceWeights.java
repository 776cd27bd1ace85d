package io.fareway.model.choice;

/**
 * How much each counts for the policy {@code balanced}; only their proportions matter.
 *
 * @param cost of the expected cost, against the cheapest candidate
 * @param latency of the expected latency, against the soonest candidate
 * @param reliability of the share of failed calls
 */
public record BalanceWeights(int cost, int latency, int reliability) {

    /** All alike. */
    public static final BalanceWeights EVEN = new BalanceWeights(1, 1, 1);
}
