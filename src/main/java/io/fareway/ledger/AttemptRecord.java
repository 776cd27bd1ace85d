package io.fareway.ledger;

import io.fareway.model.AttemptKind;
import io.fareway.model.Billing;
import io.fareway.model.Outcome;
import io.fareway.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the ledger holds about one call to a provider; what concerns the whole request stands in {@link RequestRecord}.
 *
 * @param number 1 for the first attempt of a request
 * @param kind what it was made for
 * @param simulated whether a demo provider answered: nobody is billed
 * @param instance the gateway that made the call
 * @param ending empty while the call is under way
 * @param check how its answer stood the checks of its tier: {@code passed}, or the check that failed; empty when it was not
 *     checked
 */
public record AttemptRecord(
        String id,
        int number,
        String deployment,
        String provider,
        String model,
        AttemptKind kind,
        boolean simulated,
        String instance,
        Instant openedAt,
        Optional<Ending> ending,
        String check,
        OptionalLong score) {

    /**
     * How a call ended.
     *
     * @param billing whether the provider charges for it; empty for rows of earlier versions
     * @param httpStatus the provider's; 0 when it sent none
     * @param error what went wrong; empty when nothing did
     * @param usage empty when nobody knows, because the gateway was killed
     * @param priceId the price row used; empty for none
     * @param costUsd empty when unknown
     * @param costParts the same by token class and unit, in USD
     * @param firstByteMillis from opening; empty when no byte came
     * @param durationMillis empty when nobody knows
     */
    public record Ending(
            Instant closedAt,
            Outcome outcome,
            Optional<Billing> billing,
            int httpStatus,
            String error,
            Optional<Usage> usage,
            Optional<String> priceId,
            Optional<BigDecimal> costUsd,
            Map<String, BigDecimal> costParts,
            OptionalLong firstByteMillis,
            OptionalLong durationMillis) {}
}
