package io.fareway.model.choice;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How candidates are filtered and ordered; said by a tier, a profile or a request.
 *
 * @param policy what puts them in order; empty = as the next one says
 * @param limits what they must satisfy
 * @param balance weights of {@link Policy#BALANCED}; empty = as the next one says
 * @param shares weights of {@link Policy#WEIGHTED} by deployment name; 1 for those not named
 * @param selfHostedFirst whether the team's own machines go before all others
 * @param maxTimesCheapest candidates with a higher multiple of the lowest expected cost go to the end; empty = any
 * @param targetLatency candidates that are expected to take longer go to the end, soonest first; empty = any
 */
public record RoutingRules(
        Optional<Policy> policy,
        HardLimits limits,
        Optional<BalanceWeights> balance,
        Map<String, Integer> shares,
        boolean selfHostedFirst,
        Optional<BigDecimal> maxTimesCheapest,
        Optional<Duration> targetLatency) {

    /** Nothing said. */
    public static final RoutingRules NONE = new RoutingRules(
            Optional.empty(), HardLimits.NONE, Optional.empty(), Map.of(), false, Optional.empty(), Optional.empty());

    public RoutingRules {
        shares = Map.copyOf(shares);
    }

    /** A policy without limits. */
    public static RoutingRules of(Policy policy) {
        return limited(Optional.of(policy), HardLimits.NONE);
    }

    /** A policy, or none, within limits. */
    public static RoutingRules limited(Optional<Policy> policy, HardLimits limits) {
        return new RoutingRules(policy, limits, Optional.empty(), Map.of(), false, Optional.empty(), Optional.empty());
    }

    /** These where they say something, else the others; limits of both hold. */
    public RoutingRules over(RoutingRules others) {
        if (equals(NONE)) {
            return others;
        }
        return new RoutingRules(
                policy.or(others::policy),
                limits.and(others.limits),
                balance.or(others::balance),
                shares.isEmpty() ? others.shares : shares,
                selfHostedFirst || others.selfHostedFirst,
                maxTimesCheapest.or(others::maxTimesCheapest),
                targetLatency.or(others::targetLatency));
    }

    /** The same under another policy. */
    public RoutingRules withPolicy(Policy other) {
        return new RoutingRules(
                Optional.of(other), limits, balance, shares, selfHostedFirst, maxTimesCheapest, targetLatency);
    }
}
