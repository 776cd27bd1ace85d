package io.fareway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Caller;
import io.fareway.model.Journey;
import io.fareway.model.Origin;
import io.fareway.model.RateLimits;
import io.fareway.model.Tier;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.Patience;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Profile;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.model.choice.Urgency;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose policy counts, and that limits of all hold together. */
class RulesInForceTest {

    private static final String STEADY = "steady";

    @ParameterizedTest
    @CsvSource({
        // request, profile, mark, batch job, tier: policy, who said so
        "weighted, steady, latency-critical, j1, least-busy, weighted, asked for by the request",
        "'', steady, latency-critical, j1, least-busy, reliability, profile steady",
        "'', '', latency-critical, j1, least-busy, latency, marked latency-critical",
        "'', '', batch, '', least-busy, cost, marked batch",
        "'', '', ordinary, j1, least-busy, cost, marked batch",
        "'', '', ordinary, '', least-busy, least-busy, tier simple",
        "'', '', ordinary, '', '', fixed, tier simple"
    })
    void firstWhoNamesAPolicy_isHeard(
            String asked, String profile, String mark, String job, String ofTier, String policy, String reason) {
        Journey journey = Journeys.journey("r1")
                .settings(Journeys.SETTINGS.with(routing(rules(ofTier))))
                .job(job)
                .build();
        journey.wishes(wishes(rules(asked), profile, Urgency.of(mark).orElseThrow()));

        RulesInForce inForce = RulesInForce.of(journey);

        assertThat(inForce.policy().label()).isEqualTo(policy);
        assertThat(inForce.reason()).isEqualTo(reason);
    }

    @Test
    void profileOfTheCaller_countsWhereTheRequestAsksForNone() {
        Journey journey = Journeys.journey("r1")
                .settings(Journeys.SETTINGS.with(routing(RoutingRules.NONE)))
                .build();
        journey.origin(new Origin(new Caller("ann", "", "", STEADY, RateLimits.NONE), "", "", Map.of()));

        assertThat(RulesInForce.of(journey).reason()).isEqualTo("profile steady");
    }

    @Test
    void modelAskedForByName_goesByCost() {
        Journey journey = Journeys.journey("r1")
                .settings(Journeys.SETTINGS.with(routing(RoutingRules.of(Policy.LATENCY))))
                .build();
        journey.assignTier(Tier.NAMED, "the caller named it");

        assertThat(RulesInForce.of(journey).policy()).isEqualTo(Policy.COST);
    }

    @Test
    void limitsOfRequestProfileAndTier_holdTogether_theStricterOfEach() {
        Journey journey = Journeys.journey("r1")
                .settings(Journeys.SETTINGS.with(routing(limited(quality(70)))))
                .build();
        journey.wishes(wishes(limited(quality(40)), STEADY, Urgency.ORDINARY));

        HardLimits limits = RulesInForce.of(journey).rules().limits();

        assertThat(limits.minQuality()).isEqualTo(70);
        assertThat(limits.maxCostUsd()).as("of the profile").contains(new BigDecimal("0.01"));
    }

    private static RoutingSettings routing(RoutingRules ofTier) {
        RoutingRules steady = RoutingRules.limited(Optional.of(Policy.RELIABILITY), cost(new BigDecimal("0.01")));
        return new RoutingSettings(
                Map.of(),
                Map.of("simple", ofTier),
                Map.of(STEADY, new Profile(STEADY, "", Optional.empty(), steady)),
                UnknownPrices.UNSAID);
    }

    private static RoutingRules rules(String policy) {
        return RoutingRules.limited(Policy.of(policy), HardLimits.NONE);
    }

    private static RoutingRules limited(HardLimits limits) {
        return RoutingRules.limited(Optional.empty(), limits);
    }

    private static HardLimits quality(int least) {
        return limits(Optional.empty(), least);
    }

    private static HardLimits cost(BigDecimal most) {
        return limits(Optional.of(most), 0);
    }

    private static HardLimits limits(Optional<BigDecimal> mostUsd, int leastQuality) {
        HardLimits none = HardLimits.NONE;
        return new HardLimits(
                mostUsd,
                none.maxPrice(),
                none.maxLatency(),
                none.regions(),
                none.data(),
                none.only(),
                none.ignored(),
                none.capabilities(),
                leastQuality);
    }

    private static RequestWishes wishes(RoutingRules rules, String profile, Urgency urgency) {
        return new RequestWishes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(profile).filter(name -> !name.isEmpty()),
                urgency,
                rules,
                Optional.empty(),
                ProviderPreference.NONE,
                Patience.NONE);
    }
}
