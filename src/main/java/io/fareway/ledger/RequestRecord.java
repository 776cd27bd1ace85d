package io.fareway.ledger;

import io.fareway.model.Outcome;
import io.fareway.model.choice.Selection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the ledger holds about one request.
 *
 * @param receivedAt of a request without an end, when its first attempt was opened
 * @param askedModel what the caller asked for
 * @param task the caller's hint; empty for none
 * @param job id of the batch job it belongs to; empty for none
 * @param labels for whom; the caller's own labels are booked with the end of the request only
 * @param notes what limits, overrides, pins and experiments did about it; empty while it is under way
 * @param ending empty while the request is under way
 * @param attempts oldest first
 * @param selection how its candidates were chosen; empty while it is under way, and when it did not get that far
 */
public record RequestRecord(
        String id,
        Instant receivedAt,
        String endpoint,
        String askedModel,
        String task,
        String tier,
        String tierReason,
        boolean streamed,
        String job,
        RequestLabels labels,
        List<String> notes,
        Optional<Ending> ending,
        List<AttemptRecord> attempts,
        Optional<Selection> selection) {

    public RequestRecord {
        attempts = List.copyOf(attempts);
    }

    /**
     * How a request ended.
     *
     * @param status HTTP status told to the caller; 0 when nobody was told
     * @param attempts how many were started
     * @param deployment that answered; empty for none
     * @param costUsd all attempts; empty when some price is unknown
     * @param baselineUsd the same usage at the baseline deployment; empty when unknown or not answered
     * @param baseline name of the baseline deployment
     * @param firstByteMillis from receipt to the first byte of the answer that counted
     */
    public record Ending(
            Outcome outcome,
            int status,
            int attempts,
            String deployment,
            Optional<BigDecimal> costUsd,
            Optional<BigDecimal> baselineUsd,
            String baseline,
            OptionalLong firstByteMillis,
            long durationMillis) {}
}
