package io.fareway.ledger;

import io.fareway.model.Attempt;
import io.fareway.model.Billing;
import io.fareway.model.Cost;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.OwnCount;
import io.fareway.model.Usage;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attempt that has ended: the whole row, so that it can be written even if its opening was lost.
 *
 * @param closedAt ms since 1970 UTC
 * @param httpStatus 0 when the provider sent none
 * @param costPicoUsd empty when the price is unknown
 * @param costParts the same by token class and unit, as {@link StoredParts} writes it; empty when it has no parts
 * @param firstByteMillis from opening; empty when no byte came
 */
record ClosedAttempt(
        OpenedAttempt opened,
        long closedAt,
        Outcome outcome,
        Billing billing,
        int httpStatus,
        String error,
        Usage usage,
        Optional<String> priceId,
        OptionalLong costPicoUsd,
        String costParts,
        OptionalLong firstByteMillis,
        long durationMillis,
        OwnCount ownCount)
        implements LedgerEntry {

    static ClosedAttempt of(Attempt attempt, Journey journey, String instance, Instant now) {
        return new ClosedAttempt(
                OpenedAttempt.of(attempt, journey, instance),
                now.toEpochMilli(),
                attempt.outcome().orElse(Outcome.UNCERTAIN),
                attempt.billing(),
                attempt.httpStatus(),
                attempt.error(),
                attempt.usage(),
                attempt.cost().map(Cost::priceId),
                cost(attempt),
                attempt.cost().map(StoredParts::cost).orElse(""),
                attempt.firstByteMillis(),
                attempt.duration().toMillis(),
                attempt.ownCount());
    }

    /** As {@link Journey#costUsd()} counts it: what used nothing costs nothing, whatever the price. */
    private static OptionalLong cost(Attempt attempt) {
        boolean nothingUsed = attempt.outcome().isPresent() && attempt.usage().isEmpty();
        return attempt.cost().isEmpty() && nothingUsed
                ? OptionalLong.of(0)
                : StoredMoney.pico(attempt.id(), attempt.cost().map(Cost::usd));
    }

    @Override
    public String key() {
        return "completion of attempt " + opened.id();
    }
}
