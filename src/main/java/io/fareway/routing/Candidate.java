package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.Measured;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A deployment as it looks for one request.
 *
 * @param measured what it did lately
 * @param price what is reckoned with now
 * @param expectedPicoUsd cost of an answer of the measured length, retries included; empty when unknown
 * @param ceilingPicoUsd cost of the longest answer that is allowed, nothing cached; empty when unknown
 * @param expectedMillis until the first token of a stream, until the end of a plain answer
 * @param underWay calls under way there
 * @param callable whether it is in service now
 * @param warmth what its prompt cache is worth to the request, counted in the expected cost; empty where none is warm
 */
record Candidate(
        Deployment deployment,
        DeploymentTraits traits,
        Measured measured,
        ReckonedPrice price,
        OptionalLong expectedPicoUsd,
        OptionalLong ceilingPicoUsd,
        long expectedMillis,
        int underWay,
        boolean callable,
        Optional<Warmth> warmth) {

    /** A candidate whose prompt cache is not warm. */
    Candidate(
            Deployment deployment,
            DeploymentTraits traits,
            Measured measured,
            ReckonedPrice price,
            OptionalLong expectedPicoUsd,
            OptionalLong ceilingPicoUsd,
            long expectedMillis,
            int underWay,
            boolean callable) {
        this(
                deployment,
                traits,
                measured,
                price,
                expectedPicoUsd,
                ceilingPicoUsd,
                expectedMillis,
                underWay,
                callable,
                Optional.empty());
    }

    /** For orders by cost: what is unknown counts as dearer than anything. */
    long costForOrder() {
        return expectedPicoUsd.orElse(Long.MAX_VALUE);
    }
}
