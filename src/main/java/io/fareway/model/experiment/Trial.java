package io.fareway.model.experiment;

import java.util.List;

/**
 * How a request takes part in an experiment.
 *
 * @param experiment its name; empty for none
 * @param arm {@link #CONTROL} or {@link #TRIAL}; empty for none
 * @param first deployments that come first because of it, besides those of the tier where they are no part of it
 */
public record Trial(String experiment, String arm, List<String> first) {

    /** The side that is served as ever. */
    public static final String CONTROL = "control";

    /** The side that is tried out. */
    public static final String TRIAL = "trial";

    /** It takes no part. */
    public static final Trial NONE = new Trial("", "", List.of());

    public Trial {
        first = List.copyOf(first);
    }
}
