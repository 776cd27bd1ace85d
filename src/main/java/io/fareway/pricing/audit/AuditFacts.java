package io.fareway.pricing.audit;

import io.fareway.model.Cost;
import io.fareway.model.Settings;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What rules look at.
 *
 * @param use in the days before {@code now}, by tier and deployment
 * @param complete whether the ledger holds all of these days
 */
record AuditFacts(
        Settings settings,
        PriceBook prices,
        CostCalculator costs,
        Map<String, Map<String, DeploymentUse>> use,
        boolean complete,
        Instant now) {

    /** How far back it looks. */
    static final Duration PERIOD = Duration.ofDays(30);

    /** What an answer is taken to use in a tier that has none yet. */
    private static final Usage USUAL = Usage.ofText(1_000, 300, true);

    DeploymentUse of(String tier, String deployment) {
        return use.getOrDefault(tier, Map.of()).getOrDefault(deployment, DeploymentUse.NONE);
    }

    /** What an answer of the tier uses on average. */
    Usage typical(String tier) {
        Map<TokenClass, Long> sums = new EnumMap<>(TokenClass.class);
        long answers = 0;
        for (DeploymentUse each : use.getOrDefault(tier, Map.of()).values()) {
            each.addTo(sums);
            answers += each.answers();
        }
        return answers == 0 ? USUAL : DeploymentUse.mean(sums, answers);
    }

    /** What a typical answer of the tier costs at a deployment, in USD, at the prices of a moment; empty when unknown. */
    Optional<BigDecimal> cost(String deployment, String tier, Instant moment) {
        return prices.at(deployment, moment)
                .flatMap(price -> costs.cost(typical(tier), price, Circumstances.at(moment)))
                .map(Cost::usd);
    }
}
