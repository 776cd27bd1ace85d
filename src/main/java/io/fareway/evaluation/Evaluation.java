package io.fareway.evaluation;

import java.time.Instant;
import java.util.List;

/**
 * A run of a prompt set that has ended.
 *
 * @param at when it began
 * @param atOnce calls under way at each deployment
 * @param repeats how often each prompt was sent to each deployment
 */
record Evaluation(
        String set,
        String fingerprint,
        Instant at,
        int prompts,
        int atOnce,
        int repeats,
        List<DeploymentFigures> deployments) {

    Evaluation {
        deployments = List.copyOf(deployments);
    }
}
