package io.fareway.ledger;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import io.fareway.model.SavingParts;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** The book of every call to a provider and every request: acknowledged means recorded. Safe for many threads. */
@Component
public class Ledger {

    private final LedgerWriter writer;
    private final LedgerProperties properties;
    private final GatewayInstance instance;
    private final Clock clock;

    Ledger(LedgerWriter writer, LedgerProperties properties, GatewayInstance instance, Clock clock) {
        this.writer = writer;
        this.properties = properties;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Books a call that is about to be sent, and returns when the row is durable.
     *
     * @throws LedgerUnavailableException when the row could not be written in time: the call must then not be sent
     */
    public void open(Attempt attempt, Journey journey) {
        LedgerEntry entry = OpenedAttempt.of(attempt, journey, instance.id());
        try {
            await(entry);
        } catch (LedgerUnavailableException unconfirmed) {
            // the row may have reached the database all the same, and would count as a call
            writer.add(new PendingEntry(new WithdrawnAttempt(attempt.id())));
            throw unconfirmed;
        }
    }

    /**
     * Books how a call ended, what it used and what it cost; returns at once. The row is written after all that came
     * before it, and kept while the database is away.
     */
    public void close(Attempt attempt, Journey journey) {
        writer.add(new PendingEntry(ClosedAttempt.of(attempt, journey, instance.id(), clock.instant())));
    }

    /** Books how the answer of an attempt that was closed stood its checks; returns at once, as {@link #close}. */
    public void check(Attempt attempt) {
        writer.add(new PendingEntry(CheckedAttempt.of(attempt)));
    }

    /**
     * Books how a request ended, and returns when that and everything before it is durable. May be repeated: the last
     * word counts.
     *
     * @param status HTTP status that the caller is about to be told; 0 when nobody is told
     * @throws LedgerUnavailableException when the row could not be written in time; it is still written when the
     *     database is back
     */
    public void settle(Journey journey, Outcome outcome, int status) {
        settle(journey, outcome, status, Optional.empty());
    }

    /**
     * Books how a request ended, like {@link #settle(Journey, Outcome, int)}, and where its saving comes from.
     *
     * @param saving empty when it was not answered or a price is unknown
     */
    public void settle(Journey journey, Outcome outcome, int status, Optional<SavingParts> saving) {
        await(SettledRequest.of(journey, outcome, status, System.nanoTime(), saving));
    }

    private void await(LedgerEntry entry) {
        PendingEntry pending = new PendingEntry(entry);
        CompletableFuture<Void> written = pending.written();
        writer.add(pending);
        long millis = properties.timeout().toMillis();
        try {
            written.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LedgerUnavailableException tooSlow = LedgerUnavailableException.tooSlow(entry, millis);
            if (written.completeExceptionally(tooSlow) || written.isCompletedExceptionally()) {
                throw tooSlow;
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof LedgerUnavailableException unavailable
                    ? unavailable
                    : LedgerUnavailableException.notWritten(entry, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            LedgerUnavailableException gone = LedgerUnavailableException.notWritten(entry, interrupted);
            written.completeExceptionally(gone);
            throw gone;
        }
    }
}
