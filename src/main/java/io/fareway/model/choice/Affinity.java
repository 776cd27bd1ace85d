package io.fareway.model.choice;

import java.util.Map;
import java.util.Optional;

/**
 * What the settings say about requests that belong together.
 *
 * @param callerPins by caller
 * @param userTierPins by what callers are entitled to
 * @param promptCaches by provider; one that is not here keeps no prompts, as far as we know
 */
public record Affinity(
        Map<String, Pin> callerPins, Map<String, Pin> userTierPins, Map<String, PromptCache> promptCaches) {

    /** Nothing said. */
    public static final Affinity NONE = new Affinity(Map.of(), Map.of(), Map.of());

    public Affinity {
        callerPins = Map.copyOf(callerPins);
        userTierPins = Map.copyOf(userTierPins);
        promptCaches = Map.copyOf(promptCaches);
    }

    /** The prompt cache of a provider. */
    public Optional<PromptCache> promptCacheOf(String provider) {
        return Optional.ofNullable(promptCaches.get(provider));
    }
}
