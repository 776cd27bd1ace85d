package io.fareway.model.choice;

import java.util.Set;

/**
 * What hard limits look at in a deployment.
 *
 * @param region where it computes and stores, for example {@code eu}; empty = unknown, which no region limit accepts
 * @param data what its provider does with prompts
 * @param capabilities what it can do
 * @param quality how good its answers are, 0 to 100, on a scale that the team keeps
 * @param selfHosted whether it runs on the team's own machines
 * @param forwardsPreferences whether its provider takes OpenRouter's {@code provider} object and chooses by it
 */
public record DeploymentTraits(
        String region,
        DataPolicy data,
        Set<Capability> capabilities,
        int quality,
        boolean selfHosted,
        boolean forwardsPreferences) {

    /** The quality of a deployment whose entry does not say. */
    public static final int USUAL_QUALITY = 50;

    /** What counts for a deployment of which nothing is said. */
    public static final DeploymentTraits UNSAID =
            new DeploymentTraits("", DataPolicy.MAY_COLLECT, Capability.USUAL, USUAL_QUALITY, false, false);

    public DeploymentTraits {
        capabilities = Set.copyOf(capabilities);
    }
}
