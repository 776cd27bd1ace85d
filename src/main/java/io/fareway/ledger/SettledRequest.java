package io.fareway.ledger;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.SavingParts;
import io.fareway.model.experiment.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request whose end is known: the row of {@code request}.
 *
 * @param receivedAt ms since 1970 UTC
 * @param status HTTP status told to the caller
 * @param deployment that answered; empty for none
 * @param costPicoUsd all attempts; empty when some price is unknown
 * @param baselinePicoUsd empty when unknown or not answered
 * @param saving where the saving comes from; empty when not answered or a price is unknown
 * @param selection how its candidates were chosen, as {@link StoredSelection} writes it
 * @param trial the experiment it takes part in
 * @param firstByteMillis from receipt to the first byte of the answer that counted
 */
record SettledRequest(
        String id,
        long receivedAt,
        String endpoint,
        String askedModel,
        String task,
        String tier,
        String tierReason,
        boolean streamed,
        String job,
        Outcome outcome,
        int status,
        int attempts,
        String deployment,
        OptionalLong costPicoUsd,
        OptionalLong baselinePicoUsd,
        String baseline,
        OptionalLong firstByteMillis,
        long durationMillis,
        RequestLabels labels,
        String notes,
        Optional<SavingParts> saving,
        String selection,
        Trial trial)
        implements LedgerEntry {

    static SettledRequest of(Journey journey, Outcome outcome, int status, long nanos, Optional<SavingParts> saving) {
        Optional<Attempt> answering = answering(journey.attempts());
        return new SettledRequest(
                journey.id(),
                journey.receivedAt().toEpochMilli(),
                journey.endpoint(),
                journey.request().model(),
                journey.request().task(),
                journey.getTier(),
                journey.tierReason(),
                journey.request().stream(),
                journey.job(),
                outcome,
                status,
                journey.attempts().size(),
                answering.map(attempt -> attempt.deployment().name()).orElse(""),
                StoredMoney.pico(journey.id(), journey.costUsd()),
                StoredMoney.pico(journey.id(), journey.baselineUsd()),
                journey.settings().baseline(),
                answering.map(attempt -> sinceReceipt(attempt, journey)).orElse(OptionalLong.empty()),
                Duration.ofNanos(nanos - journey.receivedNanos()).toMillis(),
                RequestLabels.of(journey),
                String.join("\n", journey.handling().notes()),
                saving,
                StoredSelection.of(journey.selection()),
                journey.handling().trial());
    }

    private static Optional<Attempt> answering(List<Attempt> attempts) {
        return attempts.reversed().stream()
                .filter(attempt -> attempt.outcome().equals(Optional.of(Outcome.ANSWERED)))
                .findFirst();
    }

    private static OptionalLong sinceReceipt(Attempt attempt, Journey journey) {
        if (attempt.firstByteMillis().isEmpty()) {
            return OptionalLong.empty();
        }
        long waited = Duration.between(journey.receivedAt(), attempt.openedAt()).toMillis();
        return OptionalLong.of(waited + attempt.firstByteMillis().getAsLong());
    }

    @Override
    public String key() {
        return "request " + id;
    }
}
