package io.fareway.routing;

import io.fareway.model.choice.BalanceWeights;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.RoutingRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Puts candidates in the order of a policy. Candidates that are alike keep the order of the configuration.
 *
 * <ul>
 *   <li>{@code balanced}: {@code (wc * cost / lowest cost + wl * latency / lowest latency + wr * (1 - success rate) * 100)},
 *       lowest first: one per cent of failures weighs as much as a cost twice the lowest
 *   <li>{@code weighted}: lowest {@code -ln(u) / weight} first, u evenly between 0 and 1, so that a deployment of weight 3
 *       comes first three times as often as one of weight 1
 * </ul>
 */
final class CandidateOrder {

    private static final double PER_CENT = 100;

    private final DoubleSupplier chance;

    /**
     * Orders by these rules.
     *
     * @param chance numbers evenly between 0 (excluded) and 1
     */
    CandidateOrder(DoubleSupplier chance) {
        this.chance = chance;
    }

    List<Candidate> of(Policy policy, List<Candidate> candidates, RoutingRules rules) {
        return switch (policy) {
            case FIXED -> candidates;
            case COST -> sorted(candidates, Comparator.comparingLong(Candidate::costForOrder));
            case LATENCY ->
                sorted(
                        candidates,
                        Comparator.comparingLong(Candidate::expectedMillis)
                                .thenComparing(byMeasured(
                                        candidate -> -candidate.measured().tokensPerSecond())));
            case RELIABILITY ->
                sorted(candidates, byMeasured(candidate -> -candidate.measured().successRate()));
            case BALANCED -> balanced(candidates, rules.balance().orElse(BalanceWeights.EVEN));
            case WEIGHTED -> weighted(candidates, rules.shares());
            case LEAST_BUSY -> sorted(candidates, Comparator.comparingInt(Candidate::underWay));
        };
    }

    private static Comparator<Candidate> byMeasured(ToDoubleFunction<Candidate> figure) {
        return Comparator.comparingDouble(figure);
    }

    private static List<Candidate> balanced(List<Candidate> candidates, BalanceWeights weights) {
        long lowestCost = lowest(candidates, Candidate::costForOrder);
        long lowestLatency = lowest(candidates, Candidate::expectedMillis);
        return sorted(
                candidates,
                byMeasured(candidate -> weights.cost() * ((double) candidate.costForOrder() / lowestCost)
                        + weights.latency() * ((double) candidate.expectedMillis() / lowestLatency)
                        + weights.reliability()
                                * PER_CENT
                                * (1 - candidate.measured().successRate())));
    }

    /** At least 1: what costs nothing is as good as the smallest amount. */
    private static long lowest(List<Candidate> candidates, ToLongFunction<Candidate> figure) {
        return Math.max(1, candidates.stream().mapToLong(figure).min().orElse(1));
    }

    private List<Candidate> weighted(List<Candidate> candidates, Map<String, Integer> shares) {
        Map<String, Double> draws = new HashMap<>();
        for (Candidate candidate : candidates) {
            String name = candidate.deployment().name();
            draws.put(name, -Math.log(chance.getAsDouble()) / shares.getOrDefault(name, 1));
        }
        return sorted(
                candidates,
                byMeasured(
                        candidate -> draws.getOrDefault(candidate.deployment().name(), Double.MAX_VALUE)));
    }

    private static List<Candidate> sorted(List<Candidate> candidates, Comparator<Candidate> order) {
        return candidates.stream().sorted(order).toList();
    }
}
