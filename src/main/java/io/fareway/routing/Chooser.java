package io.fareway.routing;

import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Selection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Filters candidates by the hard limits, then puts them in order: by the policy; then, each weighing more than the one
 * before, those within the target latency, the team's own machines, those that the caller named, those in service.
 */
final class Chooser {

    static final String TIMES_CHEAPEST = "times-cheapest";
    static final String FALLBACKS = "fallbacks";

    private final CandidateOrder order;

    Chooser(CandidateOrder order) {
        this.order = order;
    }

    /**
     * The choice.
     *
     * @param kept in the order in which they are tried
     * @param dropped the others, with rule and reason
     */
    record Choice(List<Candidate> kept, List<Selection.Dropped> dropped) {}

    Choice choose(List<Candidate> candidates, Demand demand, RoutingRules rules, ProviderPreference preference) {
        List<Selection.Dropped> dropped = new ArrayList<>();
        LimitRule.Terms terms = new LimitRule.Terms(demand, rules.limits(), preference);
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<Selection.Dropped> objection = objection(candidate, terms);
            objection.ifPresentOrElse(dropped::add, () -> kept.add(candidate));
        }
        List<Candidate> affordable = withinTimesCheapest(kept, rules, dropped);
        List<Candidate> ordered = order.of(rules.policy().orElse(Policy.FIXED), affordable, rules);
        ordered = soonEnoughFirst(ordered, rules);
        ordered = rules.selfHostedFirst()
                ? first(ordered, candidate -> candidate.traits().selfHosted())
                : ordered;
        ordered = named(ordered, preference);
        ordered = first(ordered, Candidate::callable);
        return new Choice(withoutFallbacks(ordered, preference, dropped), List.copyOf(dropped));
    }

    private static Optional<Selection.Dropped> objection(Candidate candidate, LimitRule.Terms terms) {
        for (LimitRule rule : LimitRule.values()) {
            Optional<String> reason = rule.objection(candidate, terms);
            if (reason.isPresent()) {
                return Optional.of(drop(candidate, rule.label(), reason.get()));
            }
        }
        return Optional.empty();
    }

    private static Selection.Dropped drop(Candidate candidate, String rule, String reason) {
        return new Selection.Dropped(candidate.deployment().name(), rule, reason);
    }

    /** Against the cheapest that is in service, or the cheapest of all when none is. */
    private static List<Candidate> withinTimesCheapest(
            List<Candidate> kept, RoutingRules rules, List<Selection.Dropped> dropped) {
        if (rules.maxTimesCheapest().isEmpty() || kept.isEmpty()) {
            return kept;
        }
        boolean anyCallable = kept.stream().anyMatch(Candidate::callable);
        long cheapest = kept.stream()
                .filter(candidate -> candidate.callable() || !anyCallable)
                .mapToLong(Candidate::costForOrder)
                .min()
                .orElseThrow();
        BigDecimal most =
                BigDecimal.valueOf(cheapest).multiply(rules.maxTimesCheapest().get());
        return partition(
                kept,
                candidate -> BigDecimal.valueOf(candidate.costForOrder()).compareTo(most) <= 0,
                dear -> dropped.add(drop(
                        dear,
                        TIMES_CHEAPEST,
                        "it is expected to cost more than "
                                + rules.maxTimesCheapest().get().toPlainString() + " times the cheapest")));
    }

    private static List<Candidate> soonEnoughFirst(List<Candidate> candidates, RoutingRules rules) {
        if (rules.targetLatency().isEmpty()) {
            return candidates;
        }
        long target = rules.targetLatency().get().toMillis();
        Predicate<Candidate> soonEnough = candidate -> candidate.expectedMillis() <= target;
        return Stream.concat(
                        candidates.stream().filter(soonEnough),
                        candidates.stream()
                                .filter(soonEnough.negate())
                                .sorted(Comparator.comparingLong(Candidate::expectedMillis)))
                .toList();
    }

    private static List<Candidate> named(List<Candidate> candidates, ProviderPreference preference) {
        if (preference.order().isEmpty()) {
            return candidates;
        }
        return candidates.stream()
                .sorted(Comparator.comparingInt(candidate -> placeIn(preference.order(), candidate)))
                .toList();
    }

    private static int placeIn(List<String> names, Candidate candidate) {
        int byName = names.indexOf(candidate.deployment().name());
        int byProvider = names.indexOf(candidate.deployment().provider());
        if (byName < 0 && byProvider < 0) {
            return names.size();
        }
        return byName < 0 || (byProvider >= 0 && byProvider < byName) ? byProvider : byName;
    }

    private static List<Candidate> withoutFallbacks(
            List<Candidate> ordered, ProviderPreference preference, List<Selection.Dropped> dropped) {
        if (preference.fallbacks() || ordered.isEmpty()) {
            return ordered;
        }
        List<String> names = preference.order();
        Candidate first = ordered.getFirst();
        Predicate<Candidate> stays = names.isEmpty()
                ? first::equals
                : candidate -> placeIn(names, candidate) < names.size()
                        || candidate.traits().forwardsPreferences();
        return partition(
                ordered, stays, other -> dropped.add(drop(other, FALLBACKS, "the caller allows no fallbacks")));
    }

    private static List<Candidate> partition(
            List<Candidate> candidates, Predicate<Candidate> stays, Consumer<Candidate> leave) {
        candidates.stream().filter(stays.negate()).forEach(leave);
        return candidates.stream().filter(stays).toList();
    }

    private static List<Candidate> first(List<Candidate> candidates, Predicate<Candidate> preferred) {
        Function<Candidate, Integer> rank = candidate -> preferred.test(candidate) ? 0 : 1;
        return candidates.stream().sorted(Comparator.comparing(rank)).toList();
    }
}
