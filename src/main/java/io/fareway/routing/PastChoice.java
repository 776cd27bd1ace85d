package io.fareway.routing;

import io.fareway.ledger.PastRequest;
import io.fareway.model.Deployment;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.Measured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.DoubleSupplier;

/**
 * Chooses for a request of the past as the planner does for one of today, from figures that are given. What the planner
 * leaves to chance is drawn from the request's id, so that every replay draws alike.
 */
public final class PastChoice {

    private PastChoice() {}

    /**
     * A deployment as it would have looked.
     *
     * @param expectedPicoUsd what an answer is expected to cost, retries included; empty when unknown
     * @param underWay calls that it was working on
     * @param callable whether it was in service
     */
    public record Option(
            Deployment deployment,
            DeploymentTraits traits,
            Measured measured,
            ReckonedPrice price,
            OptionalLong expectedPicoUsd,
            int underWay,
            boolean callable) {}

    /** Who would have been asked, in this order; none when the rules leave nobody. */
    public static List<Deployment> order(
            List<Option> options, RoutingRules rules, long promptTokens, PastRequest request) {
        List<Candidate> candidates = options.stream()
                .map(option -> candidate(option, request.streamed()))
                .toList();
        Demand demand =
                new Demand(promptTokens, OptionalLong.empty(), Set.of(), request.streamed(), request.receivedAt());
        Chooser chooser = new Chooser(new CandidateOrder(drawsOf(request.id())));
        return chooser.choose(candidates, demand, rules, ProviderPreference.NONE).kept().stream()
                .map(Candidate::deployment)
                .toList();
    }

    /** Numbers evenly between 0 (excluded) and 1. */
    private static DoubleSupplier drawsOf(String requestId) {
        long seed = UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
        SplittableRandom draws = new SplittableRandom(seed);
        return () -> 1 - draws.nextDouble();
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
                option.underWay(),
                option.callable());
    }
}
