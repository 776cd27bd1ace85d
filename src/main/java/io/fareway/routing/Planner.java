package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.Selection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Decides who may answer a request and in which order: the deployments of its tier, or those that serve the model it
 * names, filtered by every hard limit and put in order by the policy in force. The failover list is that order, so no
 * failover gets past a limit.
 */
@Component
public class Planner {

    private static final String WIRE_FORMAT = "wire-format";

    private final Candidacy candidacy;
    private final Expressions expressions;
    private final List<CandidateRule> furtherRules;
    private final WarmCaches warmCaches;
    private final Clock clock;
    private final Chooser chooser =
            new Chooser(new CandidateOrder(() -> 1 - ThreadLocalRandom.current().nextDouble()));

    Planner(
            Candidacy candidacy,
            Expressions expressions,
            List<CandidateRule> furtherRules,
            WarmCaches warmCaches,
            Clock clock) {
        this.warmCaches = warmCaches;
        this.candidacy = candidacy;
        this.expressions = expressions;
        this.furtherRules = List.copyOf(furtherRules);
        this.clock = clock;
    }

    /**
     * Sets the journey's candidates and keeps with it how they were chosen.
     *
     * @throws RequestError when no deployment may answer; names each and the rule that dropped it
     */
    public void plan(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        RulesInForce inForce = RulesInForce.of(journey);
        Demand demand = RequestDemand.of(journey, clock.instant());
        Chooser.Choice choice = choose(deployments(journey), journey, inForce, demand);
        List<Selection.Dropped> dropped = new ArrayList<>(choice.dropped());
        keep(journey, inForce, choice.kept(), dropped);
        if (choice.kept().isEmpty()) {
            throw Nobody.mayAnswer(journey, demand);
        }
        List<Candidate> able = ableFirst(journey, choice.kept(), dropped);
        keep(journey, inForce, able, dropped);
        journey.plan(able.stream().map(Candidate::deployment).toList());
    }

    /** Whether a deployment would pass every hard limit beside those that serve the request's tier. */
    public boolean wouldKeep(Deployment further, Journey journey) {
        List<Deployment> all = Stream.concat(deployments(journey).stream(), Stream.of(further))
                .distinct()
                .toList();
        Demand demand = RequestDemand.of(journey, clock.instant());
        return expressions.canBeTold(further, journey)
                && choose(all, journey, RulesInForce.of(journey), demand).kept().stream()
                        .anyMatch(candidate -> candidate.deployment().equals(further));
    }

    /** Whether a deployment could answer a request under these limits, whatever its tier and its caller say besides. */
    public boolean keepsTo(HardLimits limits, Deployment deployment, Journey journey) {
        RoutingRules rules = RoutingRules.limited(Optional.empty(), limits);
        RoutingSettings routing = journey.settings().routing();
        Demand demand = RequestDemand.of(journey, clock.instant());
        Candidate candidate = candidacy.of(
                deployment, demand, rules, routing.unknownPrices().in(journey.getTier()), routing, Optional.empty());
        return expressions.canBeTold(deployment, journey)
                && !chooser.choose(List.of(candidate), demand, rules, ProviderPreference.NONE)
                        .kept()
                        .isEmpty();
    }

    /** What the request, its profile and its tier say about who may be told its words; of their limits no other. */
    public HardLimits limitsOfHearers(Journey journey) {
        return RulesInForce.of(journey)
                .rules()
                .limits()
                .ofHearers(journey.wishes().preference());
    }

    private Chooser.Choice choose(List<Deployment> deployments, Journey journey, RulesInForce inForce, Demand demand) {
        Optional<WarmCaches.WarmCache> warmCache = warmCaches.of(journey, demand.at());
        List<Selection.Dropped> dropped = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Deployment deployment : deployments) {
            Optional<Selection.Dropped> objection = objection(deployment, journey);
            objection.ifPresentOrElse(
                    dropped::add,
                    () -> candidates.add(candidacy.of(
                            deployment,
                            demand,
                            inForce.rules(),
                            journey.settings().routing().unknownPrices().in(journey.getTier()),
                            journey.settings().routing(),
                            warmCache)));
        }
        Chooser.Choice choice = chooser.choose(
                candidates, demand, inForce.rules(), journey.wishes().preference());
        dropped.addAll(choice.dropped());
        return new Chooser.Choice(choice.kept(), dropped);
    }

    private static void keep(
            Journey journey, RulesInForce inForce, List<Candidate> kept, List<Selection.Dropped> dropped) {
        journey.selection(new Selection(
                inForce.profile(),
                inForce.policy(),
                inForce.reason(),
                kept.stream().map(Planner::kept).toList(),
                dropped));
    }

    /** Whose wire format can say less comes later, or not at all. */
    private List<Candidate> ableFirst(Journey journey, List<Candidate> kept, List<Selection.Dropped> dropped) {
        List<Deployment> able = expressions.ableFirst(
                journey, kept.stream().map(Candidate::deployment).toList());
        kept.stream()
                .filter(candidate -> !able.contains(candidate.deployment()))
                .map(candidate -> new Selection.Dropped(
                        candidate.deployment().name(), WIRE_FORMAT, "its wire format cannot say all of the request"))
                .forEach(dropped::add);
        return kept.stream()
                .filter(candidate -> able.contains(candidate.deployment()))
                .sorted(Comparator.comparingInt(candidate -> able.indexOf(candidate.deployment())))
                .toList();
    }

    private Optional<Selection.Dropped> objection(Deployment deployment, Journey journey) {
        for (CandidateRule rule : furtherRules) {
            Optional<String> reason = rule.objection(deployment, journey);
            if (reason.isPresent()) {
                return Optional.of(new Selection.Dropped(deployment.name(), rule.name(), reason.get()));
            }
        }
        return Optional.empty();
    }

    private static Selection.Kept kept(Candidate candidate) {
        return new Selection.Kept(
                candidate.deployment().name(),
                candidate.expectedPicoUsd(),
                candidate.expectedMillis(),
                note(candidate));
    }

    private static String note(Candidate candidate) {
        return Stream.of(
                        candidate.callable() ? "" : "out of service",
                        candidate.price().note(),
                        candidate.warmth().map(Warmth::note).orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Those of the tier, and what an experiment tries besides; or those that serve the model named. */
    private static List<Deployment> deployments(Journey journey) {
        Settings settings = journey.settings();
        if (!journey.getTier().equals(Tier.NAMED)) {
            Tier tier =
                    Optional.ofNullable(settings.tiers().get(journey.getTier())).orElseThrow();
            return Stream.concat(
                            tier.deployments().stream(), journey.handling().trial().firstIn(journey.getTier()).stream())
                    .distinct()
                    .map(settings::deployment)
                    .flatMap(Optional::stream)
                    .toList();
        }
        String model = journey.request().model();
        return settings.deployment(model).map(List::of).orElseGet(() -> settings.serving(model));
    }
}
