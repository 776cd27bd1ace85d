package io.fareway.model.choice;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code config/} says about choosing.
 *
 * @param traits by deployment name
 * @param tierRules by tier name
 * @param profiles by name, in the order of the file
 * @param unknownPrices what becomes of deployments whose price is unknown
 * @param affinity pins and prompt caches
 * @param checks what answers must satisfy, by tier
 */
public record RoutingSettings(
        Map<String, DeploymentTraits> traits,
        Map<String, RoutingRules> tierRules,
        Map<String, Profile> profiles,
        UnknownPrices unknownPrices,
        Affinity affinity,
        Map<String, TierChecks> checks) {

    /** Nothing said: every tier in the order written. */
    public static final RoutingSettings NONE = new RoutingSettings(Map.of(), Map.of(), Map.of(), UnknownPrices.UNSAID);

    /** Without pins, prompt caches and checks. */
    public RoutingSettings(
            Map<String, DeploymentTraits> traits,
            Map<String, RoutingRules> tierRules,
            Map<String, Profile> profiles,
            UnknownPrices unknownPrices) {
        this(traits, tierRules, profiles, unknownPrices, Affinity.NONE, Map.of());
    }

    /** The same with these pins and prompt caches. */
    public RoutingSettings with(Affinity others) {
        return new RoutingSettings(traits, tierRules, profiles, unknownPrices, others, checks);
    }

    /** What the answers of a tier must satisfy; empty for anything. */
    public Optional<TierChecks> checksOf(String tier) {
        return Optional.ofNullable(checks.get(tier));
    }

    /** The traits of a deployment. */
    public DeploymentTraits traitsOf(String deployment) {
        return traits.getOrDefault(deployment, DeploymentTraits.UNSAID);
    }

    /** The rules of a tier. */
    public RoutingRules rulesOf(String tier) {
        return tierRules.getOrDefault(tier, RoutingRules.NONE);
    }
}
