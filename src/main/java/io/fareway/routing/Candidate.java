package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.Measured;
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
        boolean callable) {

    /** For orders by cost: what is unknown counts as dearer than anything. */
    long costForOrder() {
        return expectedPicoUsd.orElse(Long.MAX_VALUE);
    }
}
