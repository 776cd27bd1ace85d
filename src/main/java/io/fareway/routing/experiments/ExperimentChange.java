package io.fareway.routing.experiments;

import java.time.Instant;

/**
 * Somebody's word on whether a trial goes on.
 *
 * @param stops true when it ended the trial, false when it let it go on
 * @param reason why
 * @param author who; {@link #GUARD} for the experiment's guard
 */
public record ExperimentChange(String id, String experiment, boolean stops, String reason, String author, Instant at) {

    /** The author of what guards do. */
    public static final String GUARD = "guard";
}
