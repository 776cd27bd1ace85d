package io.fareway.model.experiment;

import io.fareway.model.AttemptKind;
import java.util.List;

/**
 * How a request takes part in an experiment, a shadow or an evaluation.
 *
 * @param experiment its name; empty for none
 * @param arm {@link #CONTROL} or {@link #TRIAL}; of an evaluation the deployment; empty for none
 * @param first deployments that come first because of it, besides those of the tier where they are no part of it
 * @param kind what its attempts are made for
 */
public record Trial(String experiment, String arm, List<String> first, AttemptKind kind) {

    /** The side that is served as ever. */
    public static final String CONTROL = "control";

    /** The side that is tried out. */
    public static final String TRIAL = "trial";

    /** It takes no part. */
    public static final Trial NONE = new Trial("", "", List.of(), AttemptKind.CALL);

    public Trial {
        first = List.copyOf(first);
    }

    /** A caller's request in the control of an experiment. */
    public static Trial control(String experiment) {
        return new Trial(experiment, CONTROL, List.of(), AttemptKind.CALL);
    }

    /** A caller's request in the trial of an experiment, where these deployments come first. */
    public static Trial trial(String experiment, List<String> first) {
        return new Trial(experiment, TRIAL, first, AttemptKind.CALL);
    }

    /** A request that is sent once more for a shadow. */
    public static Trial shadow(String shadow) {
        return new Trial(shadow, "", List.of(), AttemptKind.SHADOW);
    }

    /** A prompt of a set, sent to a deployment. */
    public static Trial evaluation(String set, String deployment) {
        return new Trial(set, deployment, List.of(), AttemptKind.EVALUATION);
    }
}
