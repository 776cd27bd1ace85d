package io.fareway.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How hard a task is, and which deployments are good enough for it.
 *
 * @param name for example {@code simple}
 * @param description one line for people
 * @param deployments names in order of preference
 * @param failovers how many further attempts may follow the first one
 * @param deadline how long all attempts of a request may take together, unless the caller says otherwise
 * @param firstToken how long a stream's first token may take; empty = as the provider's own limits say
 * @param patience how long a request may wait in all for a deployment that cannot be called now
 * @param recovery what happens to a stream that breaks, unless the caller says otherwise
 */
public record Tier(
        String name,
        String description,
        List<String> deployments,
        int failovers,
        Duration deadline,
        Optional<Duration> firstToken,
        Duration patience,
        StreamRecovery recovery) {

    /** The pseudo-tier of requests that name a model or a deployment instead of leaving the choice to us. */
    public static final String NAMED = "named";

    /** How long a request may take where neither its tier nor its caller says. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);

    /** How long a request may wait in all where its tier does not say. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

    public Tier {
        deployments = List.copyOf(deployments);
    }

    /** A tier with the usual limits. */
    public Tier(String name, String description, List<String> deployments, int failovers) {
        this(
                name,
                description,
                deployments,
                failovers,
                DEFAULT_DEADLINE,
                Optional.empty(),
                DEFAULT_PATIENCE,
                StreamRecovery.RESUME);
    }

    /** The pseudo-tier {@link #NAMED}. */
    public static Tier named() {
        return new Tier(
                NAMED, "Requests that name a model or a deployment: whoever serves it, cheapest first", List.of(), 4);
    }
}
