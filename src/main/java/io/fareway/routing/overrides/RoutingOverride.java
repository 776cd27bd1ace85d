package io.fareway.routing.overrides;

import io.fareway.model.Deployment;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * An operator's order that holds for a time.
 *
 * @param id unique, short
 * @param subject the provider or deployment it is about; for {@link OverrideKind#FREEZE} the tier
 * @param tier the only tier it holds in; empty for all. Not used by {@link OverrideKind#FREEZE}
 * @param sharePercent for {@link OverrideKind#CAP}, 0 to 100
 * @param order for {@link OverrideKind#FREEZE}, names of deployments
 * @param reason why, in the operator's words
 * @param author who ordered it
 * @param from when it was ordered
 * @param until when it ends by itself
 */
public record RoutingOverride(
        String id,
        OverrideKind kind,
        String subject,
        String tier,
        int sharePercent,
        List<String> order,
        String reason,
        String author,
        Instant from,
        Instant until) {

    public RoutingOverride {
        order = List.copyOf(order);
    }

    /** Whether it is about this deployment or its provider. */
    boolean concerns(Deployment deployment) {
        return subject.equals(deployment.name()) || subject.equals(deployment.provider());
    }

    /** Whether it holds in this tier. */
    boolean holdsIn(String tierOfRequest) {
        return kind == OverrideKind.FREEZE
                ? subject.equals(tierOfRequest)
                : tier.isEmpty() || tier.equals(tierOfRequest);
    }

    /** Whether it may change plans of this tier that are made of these deployments. */
    public boolean bearsOn(String tierOfRequest, Collection<Deployment> deployments) {
        return holdsIn(tierOfRequest)
                && (kind == OverrideKind.FREEZE || deployments.stream().anyMatch(this::concerns));
    }

    /** What it does, in one line for people. */
    public String summary() {
        String what =
                switch (kind) {
                    case DRAIN -> "drain " + subject;
                    case FORCE -> "force " + subject;
                    case CAP -> "cap " + subject + " at " + sharePercent + " %";
                    case FREEZE -> "freeze tier " + subject + " as " + String.join(", ", order);
                };
        return what + (tier.isEmpty() || kind == OverrideKind.FREEZE ? "" : " in tier " + tier);
    }
}
