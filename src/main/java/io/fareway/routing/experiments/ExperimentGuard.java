package io.fareway.routing.experiments;

import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Experiment;
import io.fareway.report.ExperimentFigures;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stops trials that are worse than their guards allow. */
@Component
public class ExperimentGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentGuard.class);

    private final Supplier<Settings> settings;
    private final ExperimentChanges changes;
    private final ExperimentFigures figures;
    private final Clock clock;

    ExperimentGuard(Supplier<Settings> settings, ExperimentChanges changes, ExperimentFigures figures, Clock clock) {
        this.settings = settings;
        this.changes = changes;
        this.figures = figures;
        this.clock = clock;
    }

    /** Looks at every experiment that is on; the routes say how often. */
    public void look() {
        Instant now = clock.instant();
        settings.get().experiments().all().stream()
                .filter(experiment -> experiment.isOn(now) && experiment.guard().looks())
                .filter(experiment -> !changes.isStopped(experiment.name()))
                .forEach(experiment -> look(experiment, now));
    }

    private void look(Experiment experiment, Instant now) {
        Instant since = Stream.of(
                        experiment.from(),
                        now.minus(experiment.guard().window()),
                        changes.resumedAt(experiment.name()).orElse(Instant.EPOCH))
                .max(Instant::compareTo)
                .orElseThrow();
        new GuardVerdict(experiment.guard(), figures.of(experiment.name(), since, now.plusMillis(1)))
                .objection()
                .ifPresent(reason -> stop(experiment, reason));
    }

    private void stop(Experiment experiment, String reason) {
        try {
            changes.stop(experiment.name(), reason, ExperimentChange.GUARD);
        } catch (RequestError overtaken) {
            // somebody stopped it, or took it out of the settings, since the guard began to look
            LOG.info("The trial of experiment {} needs no stop: {}", experiment.name(), overtaken.getMessage());
            return;
        }
        LOG.error(
                "The trial of experiment {} is stopped: {}. Every request of tier {} is served as ever again; POST"
                        + " /admin/experiments/{}/resume takes it up again",
                experiment.name(),
                reason,
                experiment.tier(),
                experiment.name());
    }
}
