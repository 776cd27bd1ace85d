package io.fareway.ledger;

import io.fareway.model.Outcome;
import io.fareway.model.Usage;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A call that is over, as booked.
 *
 * @param tier where it was made: an earlier tier than its request's when that was sent up
 * @param batch whether a provider's batch API worked it off
 * @param usage what it used; nothing when nothing is booked
 * @param costPico exact cost in pico-dollars; empty when unknown
 */
public record PastAttempt(
        String deployment,
        String model,
        String tier,
        boolean batch,
        Instant openedAt,
        Instant closedAt,
        Outcome outcome,
        Usage usage,
        OptionalLong costPico,
        OptionalLong firstByteMillis,
        long durationMillis) {}
