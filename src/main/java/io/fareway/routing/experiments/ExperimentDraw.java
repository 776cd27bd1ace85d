package io.fareway.routing.experiments;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Experiment;
import io.fareway.model.experiment.Split;
import io.fareway.model.experiment.Trial;
import io.fareway.routing.Planner;
import io.fareway.routing.RequestShare;
import io.fareway.routing.overrides.Overrides;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * The step before the planner: draws the side of a request in the experiment of its tier, if one is on. Both sides are made
 * of the same kind of requests, so that they can be compared: those that the trial's first deployment could answer under
 * every hard limit, that name no order of their own, and that no operator's override bears on.
 */
@Component
public class ExperimentDraw {

    private static final String HEADER = "x-fareway-experiment";

    private final ExperimentChanges changes;
    private final Overrides overrides;
    private final Planner planner;
    private final Clock clock;

    ExperimentDraw(ExperimentChanges changes, Overrides overrides, Planner planner, Clock clock) {
        this.changes = changes;
        this.overrides = overrides;
        this.planner = planner;
        this.clock = clock;
    }

    /** Says in the journey's handling how it takes part; a request that has been sent up is drawn already, or never. */
    public void draw(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
        if (!journey.attempts().isEmpty()) {
            return;
        }
        journey.settings()
                .experiments()
                .in(journey.getTier(), clock.instant())
                .filter(experiment -> !changes.isStopped(experiment.name()))
                .filter(experiment -> mayTakePart(experiment, journey))
                .ifPresent(experiment -> draw(experiment, journey));
    }

    private boolean mayTakePart(Experiment experiment, Journey journey) {
        Optional<Deployment> tried =
                journey.settings().deployment(experiment.deployments().getFirst());
        return tried.isPresent()
                && journey.wishes().preference().order().isEmpty()
                && !isOverridden(experiment, journey.settings())
                && planner.wouldKeep(tried.get(), journey);
    }

    private boolean isOverridden(Experiment experiment, Settings settings) {
        List<Deployment> concerned = Stream.concat(
                        Optional.ofNullable(settings.tiers().get(experiment.tier())).stream()
                                .flatMap(tier -> tier.deployments().stream()),
                        experiment.deployments().stream())
                .map(settings::deployment)
                .flatMap(Optional::stream)
                .toList();
        return overrides.active().stream().anyMatch(override -> override.bearsOn(experiment.tier(), concerned));
    }

    private static void draw(Experiment experiment, Journey journey) {
        boolean tried = RequestShare.of("experiment " + experiment.name(), key(experiment, journey))
                < experiment.sharePercent();
        Trial trial = tried
                ? Trial.trial(experiment.name(), experiment.tier(), experiment.deployments())
                : Trial.control(experiment.name(), experiment.tier());
        journey.handling().trial(trial);
        journey.handling().note("experiment " + experiment.name() + ": " + trial.arm());
        journey.handling().tell(HEADER, experiment.name() + "/" + trial.arm());
    }

    /** What stays on one side; names of users are their callers' own. */
    private static String key(Experiment experiment, Journey journey) {
        if (experiment.split() == Split.REQUEST) {
            return journey.id();
        }
        String caller = journey.caller().name();
        if (!journey.origin().session().isEmpty()) {
            return caller + "\nsession " + journey.origin().session();
        }
        if (!journey.origin().user().isEmpty()) {
            return caller + "\nuser " + journey.origin().user();
        }
        return caller.isEmpty() ? journey.id() : caller;
    }
}
