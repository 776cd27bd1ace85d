package io.fareway.model.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code config/experiments.yaml} tries out on live requests.
 *
 * @param all in the order of the file; of one tier at most one runs at a time
 * @param shadows in the order of the file
 */
public record Experiments(List<Experiment> all, List<Shadow> shadows) {

    /** Nothing is tried out. */
    public static final Experiments NONE = new Experiments(List.of(), List.of());

    public Experiments {
        all = List.copyOf(all);
        shadows = List.copyOf(shadows);
    }

    /** The experiment of that name. */
    public Optional<Experiment> named(String name) {
        return all.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }

    /** The experiment that is on in a tier, whether or not somebody has stopped it. */
    public Optional<Experiment> in(String tier, Instant now) {
        return all.stream()
                .filter(experiment -> experiment.tier().equals(tier) && experiment.isOn(now))
                .findFirst();
    }
}
