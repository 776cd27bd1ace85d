package io.fareway.model;

import java.util.List;

/**
 * How hard a task is, and which deployments are good enough for it.
 *
 * @param name for example {@code simple}
 * @param description one line for people
 * @param deployments names in order of preference
 * @param failovers how many further attempts may follow the first one
 */
public record Tier(String name, String description, List<String> deployments, int failovers) {

    /** The pseudo-tier of requests that name a model or a deployment instead of leaving the choice to us. */
    public static final String NAMED = "named";

    public Tier {
        deployments = List.copyOf(deployments);
    }
}
