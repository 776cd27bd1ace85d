package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.Measured;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Holds deployments against limits that do not depend on a request: those of traits. */
public final class StandingLimits {

    private static final Set<LimitRule> OF_TRAITS =
            EnumSet.of(LimitRule.CAPABILITY, LimitRule.REGION, LimitRule.DATA, LimitRule.PROVIDER, LimitRule.QUALITY);

    private StandingLimits() {}

    /** What speaks against each deployment, by name; nothing for one that may be asked. */
    public static List<String> objections(HardLimits limits, Collection<String> deployments, Settings settings) {
        Demand any = new Demand(0, OptionalLong.empty(), Set.of(), false, Instant.EPOCH);
        LimitRule.Terms terms = new LimitRule.Terms(any, limits, ProviderPreference.NONE);
        return deployments.stream()
                .map(settings::deployment)
                .flatMap(Optional::stream)
                .flatMap(deployment -> objection(deployment, terms, settings).stream())
                .toList();
    }

    private static Optional<String> objection(Deployment deployment, LimitRule.Terms terms, Settings settings) {
        Candidate candidate = new Candidate(
                deployment,
                settings.routing().traitsOf(deployment.name()),
                Measured.NOTHING,
                ReckonedPrice.UNKNOWN,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                true);
        return OF_TRAITS.stream()
                .flatMap(rule -> rule.objection(candidate, terms).stream())
                .map(reason -> deployment.name() + ": " + reason)
                .findFirst();
    }
}
