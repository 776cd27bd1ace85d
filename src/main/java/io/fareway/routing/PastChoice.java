package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.Measured;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Chooses for a request of the past as the planner does for one of today, from figures that are given. */
public final class PastChoice {

    private static final Chooser CHOOSER = new Chooser(new CandidateOrder(() -> 1));

    private PastChoice() {}

    /**
     * A deployment as it would have looked.
     *
     * @param expectedPicoUsd what an answer is expected to cost, retries included; empty when unknown
     * @param callable whether it was in service
     */
    public record Option(
            Deployment deployment,
            DeploymentTraits traits,
            Measured measured,
            ReckonedPrice price,
            OptionalLong expectedPicoUsd,
            boolean callable) {}

    /** Who would have been asked, in this order; none when the rules leave nobody. Policies of chance keep the order given. */
    public static List<Deployment> order(
            List<Option> options, RoutingRules rules, long promptTokens, boolean streamed, Instant at) {
        List<Candidate> candidates =
                options.stream().map(option -> candidate(option, streamed)).toList();
        Demand demand = new Demand(promptTokens, OptionalLong.empty(), Set.of(), streamed, at);
        return CHOOSER.choose(candidates, demand, rules, ProviderPreference.NONE).kept().stream()
                .map(Candidate::deployment)
                .toList();
    }

    private static Candidate candidate(Option option, boolean streamed) {
        Measured measured = option.measured();
        return new Candidate(
                option.deployment(),
                option.traits(),
                measured,
                option.price(),
                option.expectedPicoUsd(),
                option.expectedPicoUsd(),
                streamed ? measured.expectedFirstTokenMillis() : measured.expectedWholeMillis(),
                0,
                option.callable());
    }
}
