package io.fareway.admission.budget;

import java.time.Instant;

/**
 * Why a request is to wait, left for the step that queues it.
 *
 * @param reason for people
 * @param until when its budget begins anew
 */
public record PutOff(String reason, Instant until) {

    /** Name of the exchange property that holds it; {@code routes/30-tiers.camel.yaml} routes by it. */
    public static final String PROPERTY = "putOff";
}
