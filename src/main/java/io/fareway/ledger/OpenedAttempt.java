package io.fareway.ledger;

import io.fareway.model.Attempt;
import io.fareway.model.AttemptKind;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.experiment.Trial;

/**
 * An attempt whose call is about to be sent: the columns of {@code attempt} that never change.
 *
 * @param openedAt ms since 1970 UTC
 * @param providerKey name of the key that the call carries, never the key itself; empty for none
 */
record OpenedAttempt(
        String id,
        String requestId,
        int number,
        String endpoint,
        String askedModel,
        String task,
        String tier,
        String tierReason,
        Deployment deployment,
        boolean streamed,
        String job,
        String instance,
        long openedAt,
        String caller,
        String team,
        AttemptKind kind,
        Trial trial,
        String providerKey)
        implements LedgerEntry {

    static OpenedAttempt of(Attempt attempt, Journey journey, String instance) {
        return new OpenedAttempt(
                attempt.id(),
                attempt.requestId(),
                attempt.number(),
                journey.endpoint(),
                journey.request().model(),
                journey.request().task(),
                attempt.tier(),
                journey.tierReason(),
                attempt.deployment(),
                journey.request().stream(),
                journey.job(),
                instance,
                attempt.openedAt().toEpochMilli(),
                journey.caller().name(),
                journey.caller().team(),
                attempt.kind(),
                journey.handling().trial(),
                attempt.key().name());
    }

    @Override
    public String key() {
        return "attempt " + id;
    }
}
