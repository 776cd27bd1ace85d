package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.UnknownPrice;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.pricing.ReckonedPrices;
import io.fareway.provider.Availability;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.Measured;
import io.fareway.routing.WarmCaches.WarmCache;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Gathers what is known about a deployment into a candidate for one request. */
@Component
final class Candidacy {

    private final ReckonedPrices prices;
    private final CostEstimate estimate;
    private final DeploymentStatistics statistics;
    private final Availability availability;

    Candidacy(
            ReckonedPrices prices, CostEstimate estimate, DeploymentStatistics statistics, Availability availability) {
        this.prices = prices;
        this.estimate = estimate;
        this.statistics = statistics;
        this.availability = availability;
    }

    Candidate of(
            Deployment deployment,
            Demand demand,
            RoutingRules rules,
            UnknownPrice ifUnknown,
            RoutingSettings routing,
            Optional<WarmCache> warmCache) {
        Measured measured = statistics.of(deployment.name());
        ReckonedPrice price = prices.of(deployment.name(), demand.at(), ifUnknown);
        OptionalLong expected = price.row()
                .map(known -> estimate.expected(demand, measured, known))
                .orElse(OptionalLong.empty());
        Optional<Warmth> warmth = warmCache
                .filter(cache -> cache.deployment().equals(deployment.name()))
                .map(cache -> new Warmth(cache.cachedTokens(), expected));
        OptionalLong warmed = warmth.isEmpty()
                ? expected
                : price.row()
                        .map(known ->
                                estimate.expected(demand, measured, warmth.get().cachedTokens(), known))
                        .orElse(OptionalLong.empty());
        OptionalLong ceiling = price.row()
                .filter(known -> rules.limits().maxCostUsd().isPresent())
                .map(known -> estimate.ceiling(demand, measured, known))
                .orElse(OptionalLong.empty());
        return new Candidate(
                deployment,
                routing.traitsOf(deployment.name()),
                measured,
                price,
                warmed,
                ceiling,
                demand.streamed() ? measured.expectedFirstTokenMillis() : measured.expectedWholeMillis(),
                statistics.underWay(deployment.name()),
                availability.unavailableFor(deployment).isEmpty(),
                warmth);
    }
}
