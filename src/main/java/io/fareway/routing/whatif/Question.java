package io.fareway.routing.whatif;

import io.fareway.command.PeriodOption;
import io.fareway.ledger.PastRequest;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Selection;
import io.fareway.pricing.PriceTable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What would have been otherwise.
 *
 * @param policies policy by tier; under {@link #ALL_TIERS} that of all others
 * @param settings with the other tier map
 * @param changedTiers tiers that the other map serves otherwise
 * @param prices what holds, or would have held
 * @param repriced whether they are others than those that the bill was worked out from
 */
record Question(
        PeriodOption period,
        Map<String, Policy> policies,
        Settings settings,
        Set<String> changedTiers,
        PriceTable prices,
        boolean repriced) {

    /** Stands for every tier that is not named. */
    static final String ALL_TIERS = "";

    private static final String SAID_BY_TIER = "tier ";
    private static final int NAMED_FAILOVERS = Tier.named().failovers();

    Question {
        policies = Map.copyOf(policies);
        changedTiers = Set.copyOf(changedTiers);
    }

    /** Tiers whose entry differs between two settings. */
    static Set<String> changedTiers(Settings now, Settings other) {
        return other.tiers().values().stream()
                .filter(tier -> !tier.equals(now.tiers().get(tier.name()))
                        || !now.routing()
                                .rulesOf(tier.name())
                                .equals(other.routing().rulesOf(tier.name())))
                .map(Tier::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether its choice would have been made under other rules. A policy that a caller or profile asked for stays. */
    boolean concerns(PastRequest request, Selection chosen) {
        return changedTiers.contains(request.tier()) || policyFor(request, chosen) != chosen.policy();
    }

    /** The policy that would have held. */
    Policy policyFor(PastRequest request, Selection chosen) {
        if (!chosen.policyReason().startsWith(SAID_BY_TIER)) {
            return chosen.policy();
        }
        Policy ofAll = policies.getOrDefault(ALL_TIERS, ofTier(request, chosen));
        return policies.getOrDefault(request.tier(), ofAll);
    }

    private Policy ofTier(PastRequest request, Selection chosen) {
        return changedTiers.contains(request.tier())
                ? settings.routing().rulesOf(request.tier()).policy().orElse(Policy.FIXED)
                : chosen.policy();
    }

    /** Whether a policy decides anything that is replayed. */
    boolean replays(Policy policy) {
        return policies.containsValue(policy)
                || changedTiers.stream()
                        .anyMatch(tier ->
                                settings.routing().rulesOf(tier).policy().equals(Optional.of(policy)));
    }

    /** How many attempts a request may have in all. */
    int mostAttempts(PastRequest request) {
        Tier tier = settings.tiers().get(request.tier());
        return 1 + (tier == null ? NAMED_FAILOVERS : tier.failovers());
    }
}
