package io.fareway.routing.whatif;

import io.fareway.ledger.PastAttempt;
import io.fareway.ledger.PastRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Metering;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.Selection;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.routing.PastChoice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Who would have been asked, and with what tokens. */
final class PastPlans {

    private static final String OUT_OF_SERVICE = "out of service";

    private final Question question;
    private final PeriodFigures figures;
    private final Charges charges;
    private final CallsUnderWay underWay;

    PastPlans(Question question, PeriodFigures figures, Charges charges, CallsUnderWay underWay) {
        this.question = question;
        this.figures = figures;
        this.charges = charges;
        this.underWay = underWay;
    }

    /** Who would have been asked, in order; empty when the request stands as it was. */
    Optional<List<Deployment>> of(PastRequest request) {
        Optional<Selection> chosen = request.selection().filter(selection -> question.concerns(request, selection));
        boolean batch = request.attempts().stream().anyMatch(PastAttempt::batch);
        boolean over =
                switch (request.outcome()) {
                    case ANSWERED, FAILED -> true;
                    case REFUSED, CANCELLED, UNCERTAIN -> false;
                };
        if (chosen.isEmpty() || batch || !over || tokens(request).isEmpty()) {
            return Optional.empty();
        }
        List<Deployment> order = order(request, chosen.get());
        String first = chosen.get().kept().stream()
                .findFirst()
                .map(Selection.Kept::deployment)
                .orElse("");
        boolean same = !order.isEmpty() && order.getFirst().name().equals(first);
        return same ? Optional.empty() : Optional.of(order);
    }

    /** The tokens to reckon with: those of the answer, else the mean of the tier's answers. */
    Optional<Usage> tokens(PastRequest request) {
        return request.answering().map(PastAttempt::usage).or(() -> figures.meanOf(request.tier()));
    }

    private List<Deployment> order(PastRequest request, Selection chosen) {
        Set<String> outOfService = chosen.kept().stream()
                .filter(kept -> kept.note().startsWith(OUT_OF_SERVICE))
                .map(Selection.Kept::deployment)
                .collect(Collectors.toSet());
        Set<String> dropped =
                chosen.dropped().stream().map(Selection.Dropped::deployment).collect(Collectors.toSet());
        List<PastChoice.Option> options = names(request, chosen).stream()
                .filter(name -> !dropped.contains(name))
                .flatMap(name -> question.settings().deployment(name).stream())
                .map(deployment -> option(deployment, request, !outOfService.contains(deployment.name())))
                .toList();
        Policy policy = question.policyFor(request, chosen);
        long prompt = tokens(request).map(Usage::prompt).orElse(0L);
        return PastChoice.order(options, rules(request.tier()).withPolicy(policy), prompt, request);
    }

    /** The tier's deployments in the order written; for a request by name those that were candidates. */
    private List<String> names(PastRequest request, Selection chosen) {
        Tier tier = question.settings().tiers().get(request.tier());
        return tier != null
                ? tier.deployments()
                : chosen.kept().stream().map(Selection.Kept::deployment).toList();
    }

    private RoutingRules rules(String tier) {
        return question.settings().routing().rulesOf(tier);
    }

    private PastChoice.Option option(Deployment deployment, PastRequest request, boolean callable) {
        DeploymentFigures measured = figures.of(deployment.name());
        OptionalLong expected = charges.of(
                        deployment.name(), usageAt(deployment, request), request.receivedAt(), request.receivedAt())
                .map(pico -> OptionalLong.of(Math.round(pico.doubleValue() / Math.max(measured.successRate(), 0.01))))
                .orElse(OptionalLong.empty());
        ReckonedPrice price = charges.prices()
                .at(deployment.name(), request.receivedAt())
                .map(ReckonedPrice::known)
                .orElse(ReckonedPrice.UNKNOWN);
        return new PastChoice.Option(
                deployment,
                question.settings().routing().traitsOf(deployment.name()),
                measured.measured(),
                price,
                expected,
                underWay.at(deployment.name(), request.receivedAt()),
                callable);
    }

    /** What the request would have used at a deployment: its own tokens where that answered it in fact. */
    Usage usageAt(Deployment deployment, PastRequest request) {
        Usage booked = tokens(request).orElse(Usage.NONE);
        if (request.answering()
                .filter(answer -> answer.deployment().equals(deployment.name()))
                .isPresent()) {
            return booked;
        }
        double ratio = lengthRatio(deployment, request).orElse(1.0);
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        booked.tokens()
                .forEach((tokenClass, count) ->
                        tokens.put(tokenClass, tokenClass.ofPrompt() ? count : Math.round(count * ratio)));
        tokens.putAll(figures.of(deployment.name()).prompt(booked));
        return new Usage(tokens, true, Metering.of(booked.metering().units()));
    }

    /** How much longer the deployment's model answers than the one that did; empty when it is not known. */
    Optional<Double> lengthRatio(Deployment deployment, PastRequest request) {
        return request.answering()
                .flatMap(answer -> figures.lengthRatio(request.tier(), answer.model(), deployment.model()));
    }
}
