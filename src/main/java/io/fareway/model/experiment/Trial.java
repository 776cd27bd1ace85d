package io.fareway.model.experiment;

import io.fareway.model.AttemptKind;
import java.util.List;

/**
 * How a request takes part in an experiment, a shadow or an evaluation.
 *
 * @param experiment its name; empty for none
 * @param arm {@link #CONTROL} or {@link #TRIAL}; of an evaluation the deployment; empty for none
 * @param tier where it takes part; empty for none
 * @param first deployments that come first because of it, besides those of the tier where they are no part of it
 * @param kind what its attempts are made for
 */
public record Trial(String experiment, String arm, String tier, List<String> first, AttemptKind kind) {

    /** The side that is served as ever. */
    public static final String CONTROL = "control";

    /** The side that is tried out. */
    public static final String TRIAL = "trial";

    /** It takes no part. */
    public static final Trial NONE = new Trial("", "", "", List.of(), AttemptKind.CALL);

    public Trial {
        first = List.copyOf(first);
    }

    /** A caller's request in the control of an experiment. */
    public static Trial control(String experiment, String tier) {
        return new Trial(experiment, CONTROL, tier, List.of(), AttemptKind.CALL);
    }

    /** A caller's request in the trial of an experiment, where these deployments come first. */
    public static Trial trial(String experiment, String tier, List<String> first) {
        return new Trial(experiment, TRIAL, tier, first, AttemptKind.CALL);
    }

    /** A request that is sent once more for a shadow. */
    public static Trial shadow(String shadow) {
        return new Trial(shadow, "", "", List.of(), AttemptKind.SHADOW);
    }

    /** A prompt of a set, sent to a deployment. */
    public static Trial evaluation(String set, String deployment) {
        return new Trial(set, deployment, "", List.of(), AttemptKind.EVALUATION);
    }

    /** A word on the answer to a request that may take part in an experiment. */
    public static Trial judge(Trial judged) {
        return new Trial(judged.experiment, judged.arm, "", List.of(), AttemptKind.JUDGE);
    }

    /** What comes first because of it in a tier: an answer that is sent up leaves the experiment behind. */
    public List<String> firstIn(String tierOfRequest) {
        return tier.equals(tierOfRequest) ? first : List.of();
    }
}
