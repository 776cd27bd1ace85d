package io.fareway.model.experiment;

import java.time.Instant;
import java.util.List;

/**
 * A share of a tier's requests goes to other deployments, or to the same in another order; the others are the control.
 *
 * @param name for example {@code cheaper-simple}
 * @param description one line for people
 * @param tier whose requests take part
 * @param sharePercent how many of them go to the trial; above 0, below 100
 * @param deployments active ones that come first in the trial, in this order; the tier's others follow for failover.
 *     Empty when none is active: then nobody takes part
 * @param split what stays on one side
 * @param from first moment
 * @param until first moment after it
 * @param guard when the trial is ended before its time
 */
public record Experiment(
        String name,
        String description,
        String tier,
        double sharePercent,
        List<String> deployments,
        Split split,
        Instant from,
        Instant until,
        Guard guard) {

    public Experiment {
        deployments = List.copyOf(deployments);
    }

    /** Whether it is between its start and its end, and has somebody to try. */
    public boolean isOn(Instant now) {
        return !deployments.isEmpty() && !now.isBefore(from) && now.isBefore(until);
    }
}
