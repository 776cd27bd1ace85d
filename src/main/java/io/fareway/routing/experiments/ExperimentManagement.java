package io.fareway.routing.experiments;

import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** The experiments as operators see them in Hawtio's JMX tab; public because JMX calls it. */
@Component
@ManagedResource(objectName = "io.fareway:type=Experiments", description = "A/B experiments")
public final class ExperimentManagement {

    private final Supplier<Settings> settings;
    private final ExperimentChanges changes;
    private final Clock clock;

    ExperimentManagement(Supplier<Settings> settings, ExperimentChanges changes, Clock clock) {
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /** Returns the experiments of the settings, one line each. */
    @ManagedAttribute(description = "Experiments: name, state, tier, share")
    public List<String> getAll() {
        return settings.get().experiments().all().stream()
                .map(experiment -> experiment.name() + ": "
                        + ExperimentState.of(experiment, changes, clock.instant())
                                .label() + ", "
                        + experiment.sharePercent() + " % of tier " + experiment.tier() + " to "
                        + String.join(", ", experiment.deployments()) + ", until " + experiment.until())
                .toList();
    }

    /** Ends a trial from the next request on; returns what was done, or what is wrong. */
    @ManagedOperation(description = "End a trial from the next request on")
    @ManagedOperationParameter(name = "experiment", description = "its name")
    @ManagedOperationParameter(name = "reason", description = "why")
    @ManagedOperationParameter(name = "author", description = "who orders it")
    public String stop(String experiment, String reason, String author) {
        return answer(() -> changes.stop(experiment, reason, author));
    }

    /** Lets a stopped trial go on; returns what was done, or what is wrong. */
    @ManagedOperation(description = "Let a stopped trial go on")
    @ManagedOperationParameter(name = "experiment", description = "its name")
    @ManagedOperationParameter(name = "reason", description = "why")
    @ManagedOperationParameter(name = "author", description = "who orders it")
    public String resume(String experiment, String reason, String author) {
        return answer(() -> changes.resume(experiment, reason, author));
    }

    private static String answer(Supplier<ExperimentChange> action) {
        try {
            ExperimentChange change = action.get();
            return (change.stops() ? "Stopped " : "Resumed ") + change.experiment() + ", by " + change.author();
        } catch (RequestError e) {
            return "Refused: " + e.getMessage();
        }
    }
}
