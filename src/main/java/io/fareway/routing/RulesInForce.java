package io.fareway.routing;

import io.fareway.model.Journey;
import io.fareway.model.Tier;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Profile;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Urgency;
import java.util.Optional;

/**
 * The rules for one request, and who says so: limits of the request, its profile and its tier hold together; the policy
 * is that of the first who names one: the request, its profile, a latency-critical mark, a batch mark, the tier.
 *
 * @param profile the profile's name; empty for none
 * @param reason who named the policy
 */
record RulesInForce(RoutingRules rules, String profile, String reason) {

    static RulesInForce of(Journey journey) {
        RequestWishes wishes = journey.wishes();
        Optional<Profile> profile = journey.profile()
                .flatMap(name -> Optional.ofNullable(
                        journey.settings().routing().profiles().get(name)));
        RoutingRules ofProfile = profile.map(Profile::rules).orElse(RoutingRules.NONE);
        RoutingRules ofTier = journey.getTier().equals(Tier.NAMED)
                ? RoutingRules.of(Policy.COST)
                : journey.settings().routing().rulesOf(journey.getTier());
        RoutingRules all = wishes.rules().over(ofProfile).over(ofTier);
        String name = profile.map(Profile::name).orElse("");
        if (wishes.rules().policy().isPresent()) {
            return new RulesInForce(all, name, "asked for by the request");
        }
        if (ofProfile.policy().isPresent()) {
            return new RulesInForce(all, name, "profile " + name);
        }
        if (wishes.urgency() == Urgency.LATENCY_CRITICAL) {
            return new RulesInForce(all.withPolicy(Policy.LATENCY), name, "marked latency-critical");
        }
        if (wishes.urgency() == Urgency.BATCH || !journey.job().isEmpty()) {
            return new RulesInForce(all.withPolicy(Policy.COST), name, "marked batch");
        }
        return new RulesInForce(
                all.policy().isPresent() ? all : all.withPolicy(Policy.FIXED), name, "tier " + journey.getTier());
    }

    Policy policy() {
        return rules.policy().orElse(Policy.FIXED);
    }
}
