package io.fareway.model.choice;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenRouter's {@code provider} object asks for and {@link HardLimits} cannot say. A provider that takes the object
 * itself keeps to it by itself, so its deployments are not dropped by these.
 *
 * @param order providers or deployments to be tried first, in this order
 * @param only providers or deployments that may be asked; empty = all
 * @param ignored providers or deployments that may not
 * @param fallbacks whether others may follow: without, only those of {@code order}, or only the first
 * @param data least strict data policy
 * @see <a href="https://openrouter.ai/docs/features/provider-routing">OpenRouter: provider routing</a>
 */
public record ProviderPreference(
        List<String> order, Optional<Set<String>> only, Set<String> ignored, boolean fallbacks, DataPolicy data) {

    /** Nothing asked. */
    public static final ProviderPreference NONE =
            new ProviderPreference(List.of(), Optional.empty(), Set.of(), true, DataPolicy.MAY_COLLECT);

    public ProviderPreference {
        order = List.copyOf(order);
        only = only.map(Set::copyOf);
        ignored = Set.copyOf(ignored);
    }
}
