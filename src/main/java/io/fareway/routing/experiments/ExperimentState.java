package io.fareway.routing.experiments;

import io.fareway.model.experiment.Experiment;
import java.time.Instant;
import java.util.Locale;

/** Where an experiment stands. */
public enum ExperimentState {
    /** None of the deployments it would try is active. */
    INACTIVE,
    /** It begins later. */
    PLANNED,
    /** Requests take part. */
    RUNNING,
    /** Its guard or an operator has stopped its trial. */
    STOPPED,
    /** It is over. */
    ENDED;

    /** Where it stands at a moment. */
    public static ExperimentState of(Experiment experiment, ExperimentChanges changes, Instant now) {
        if (!now.isBefore(experiment.until())) {
            return ENDED;
        }
        if (changes.isStopped(experiment.name())) {
            return STOPPED;
        }
        if (now.isBefore(experiment.from())) {
            return PLANNED;
        }
        return experiment.isOn(now) ? RUNNING : INACTIVE;
    }

    /** The word in answers, for example {@code running}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
