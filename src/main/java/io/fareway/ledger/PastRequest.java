package io.fareway.ledger;

import io.fareway.model.Outcome;
import io.fareway.model.choice.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that is over, as booked.
 *
 * @param selection how its candidates were chosen; empty when it did not get that far
 * @param attempts in the order in which they were made, those that are over
 */
public record PastRequest(
        String id,
        Instant receivedAt,
        String tier,
        boolean streamed,
        Outcome outcome,
        long durationMillis,
        Optional<Selection> selection,
        List<PastAttempt> attempts) {

    public PastRequest {
        attempts = List.copyOf(attempts);
    }

    /** Attempts in other tiers than that of the answer, where the request was sent up; other candidates change none of them. */
    public List<PastAttempt> elsewhere() {
        return attempts.stream().filter(attempt -> !attempt.tier().equals(tier)).toList();
    }

    /** The attempt that answered; empty when none did. */
    public Optional<PastAttempt> answering() {
        return attempts.reversed().stream()
                .filter(attempt -> attempt.outcome() == Outcome.ANSWERED)
                .findFirst();
    }
}
