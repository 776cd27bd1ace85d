package io.fareway.model.experiment;

import java.time.Instant;
import java.util.Optional;

/**
 * A share of a tier's requests is sent once more, to another deployment, when their callers have been served.
 *
 * @param name for example {@code next-model}
 * @param description one line for people
 * @param tier whose requests are sent once more
 * @param sharePercent how many of them; above 0, at most 100
 * @param deployment where to; empty when it is not active: then nothing is sent
 * @param from first moment
 * @param until first moment after it
 */
public record Shadow(
        String name,
        String description,
        String tier,
        double sharePercent,
        Optional<String> deployment,
        Instant from,
        Instant until) {

    /** Whether it is between its start and its end, and has somebody to send to. */
    public boolean isOn(Instant now) {
        return deployment.isPresent() && !now.isBefore(from) && now.isBefore(until);
    }
}
