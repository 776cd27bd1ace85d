package io.fareway.batch;

import io.fareway.batch.ProviderBatch.State;
import io.fareway.batch.ProviderBatchApis.Place;
import io.fareway.batch.remote.RemoteBatchApi.RefusedException;
import io.fareway.batch.remote.RemoteBatchApi.RemoteBatch;
import io.fareway.batch.remote.RemoteBatchApi.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one provider batch from wherever it is to its end: upload, create, ask, download. Each step is recorded before
 * the next, and creating also before it is tried: a batch that may exist is looked for, never created a second time.
 *
 * <p>When the job's deadline comes near, or the job is cancelled, the provider is asked to stop; what it has answered by
 * then is taken in, and the rest is returned. Only when it does not stop in time are lines returned that it may still
 * charge for; the ledger marks those.
 */
final class ProviderBatchDrive {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderBatchDrive.class);

    /** States in which the provider may have the batch. */
    private static final Set<State> IN_DOUBT = Set.of(State.CREATING, State.CREATED, State.CANCELLING);

    private final ProviderBatchStore store;
    private final JobStore jobs;
    private final ProviderBatchApis apis;
    private final ProviderBatchResults results;
    private final ProviderBatchProperties properties;
    private final LiveReserve reserve;
    private final Clock clock;

    ProviderBatchDrive(
            ProviderBatchStore store,
            JobStore jobs,
            ProviderBatchApis apis,
            ProviderBatchResults results,
            ProviderBatchProperties properties,
            LiveReserve reserve,
            Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.apis = apis;
        this.results = results;
        this.properties = properties;
        this.reserve = reserve;
        this.clock = clock;
    }

    /** What one drive knows of the calls that create its batch: until it begins, a call may have been under way. */
    private static final class Creation {

        private Instant lastTried;

        Creation(Instant begun) {
            this.lastTried = begun;
        }

        void tried(Instant now) {
            lastTried = now;
        }

        Instant lastTried() {
            return lastTried;
        }
    }

    /** Drives until the batch has ended or the signal is set. */
    void drive(String id, Pace pace, StopSignal stop) throws InterruptedException {
        Creation creation = new Creation(clock.instant());
        String told = "";
        while (!stop.isSet()) {
            ProviderBatch batch = store.batch(id);
            if (batch.state() == State.ENDED) {
                return;
            }
            boolean wait = true;
            try {
                wait = !stepOrGiveUp(batch, pace, creation);
            } catch (IOException | RuntimeException e) {
                if (!told.equals(e.toString())) {
                    told = e.toString();
                    LOG.warn("Provider batch {} at {} waits and goes on: {}", id, batch.deployment(), told);
                }
            }
            if (wait && stop.await(properties.poll())) {
                return;
            }
        }
    }

    /** A provider that cannot be asked must not hold lines longer than one that does not stop. */
    private boolean stepOrGiveUp(ProviderBatch batch, Pace pace, Creation creation)
            throws IOException, InterruptedException {
        try {
            return step(batch, pace, creation);
        } catch (IOException unreachable) {
            if (IN_DOUBT.contains(batch.state()) && isHopeless(batch)) {
                return giveUp(batch, "the provider could not be asked in time and may charge for it");
            }
            throw unreachable;
        }
    }

    /** One step; true when the next may follow at once. */
    private boolean step(ProviderBatch batch, Pace pace, Creation creation) throws IOException, InterruptedException {
        Optional<Place> place = apis.placeOf(batch);
        return switch (batch.state()) {
            case SEALED ->
                (place.isEmpty() || isLate(batch)) ? end(batch, "not handed over") : upload(batch, place.get());
            case UPLOADED ->
                (place.isEmpty() || isLate(batch))
                        ? end(batch, "not handed over")
                        : create(batch, place.get(), creation);
            case CREATING -> find(batch, known(batch, place), creation);
            case CREATED -> ask(batch, known(batch, place), pace, isLate(batch));
            case CANCELLING -> ask(batch, known(batch, place), pace, false);
            case FILLING, ENDED -> true;
        };
    }

    private static Place known(ProviderBatch batch, Optional<Place> place) throws IOException {
        return place.orElseThrow(() -> new IOException(batch.deployment() + ", its key " + batch.keyName()
                + " or the batch API of its provider is no longer among the settings; put it back until the batch has"
                + " ended"));
    }

    private Submission submission(ProviderBatch batch, Place place) {
        return place.submission(batch, ProviderBatchDraft.outgoing(properties.folder(), batch.id()));
    }

    private boolean upload(ProviderBatch batch, Place place) throws IOException, InterruptedException {
        try {
            store.uploaded(batch.id(), place.api().stage(submission(batch, place)));
            return true;
        } catch (RefusedException refused) {
            return end(batch, String.valueOf(refused.getMessage()));
        }
    }

    private boolean create(ProviderBatch batch, Place place, Creation creation)
            throws IOException, InterruptedException {
        store.creating(batch.id(), clock.instant());
        try {
            RemoteBatch remote = place.api().create(submission(batch, place));
            store.created(batch, remote.id());
            tell(batch, remote);
            return true;
        } catch (RefusedException refused) {
            return end(batch, String.valueOf(refused.getMessage()));
        } finally {
            creation.tried(clock.instant()); // the call may have taken long, and its answer be lost
        }
    }

    private void tell(ProviderBatch batch, RemoteBatch remote) {
        LOG.info(
                "Batch {}: {} lines are with {} as {}",
                jobs.job(batch.job()).name(),
                batch.lines(),
                batch.deployment(),
                remote.id());
    }

    /** After a crash or a lost answer: the batch exists, or will never appear. */
    private boolean find(ProviderBatch batch, Place place, Creation creation) throws IOException, InterruptedException {
        for (RemoteBatch remote : place.api().find(submission(batch, place))) {
            if (store.found(batch, remote.id())) {
                tell(batch, remote);
                return true;
            }
        }
        if (clock.instant().isBefore(creation.lastTried().plus(properties.confirm()))) {
            return false;
        }
        return isLate(batch) ? end(batch, "not created") : create(batch, place, creation);
    }

    private boolean ask(ProviderBatch batch, Place place, Pace pace, boolean late)
            throws IOException, InterruptedException {
        RemoteBatch remote;
        try {
            remote = place.api().status(batch.remoteId());
        } catch (RefusedException refused) {
            if (!refused.isGone()) {
                throw refused; // a wrong key does not stop the provider from working on the batch, and charging for it
            }
            return giveUp(batch, "the provider no longer knows the batch (" + refused.getMessage() + ")");
        }
        if (remote.hasEnded()) {
            results.take(batch, place, remote, pace);
            return end(batch, remote.word());
        }
        if (late) {
            LOG.warn(
                    "Batch {}: {} is late; what it has not answered is sent live",
                    jobs.job(batch.job()).name(),
                    batch.remoteId());
            place.api().cancel(batch.remoteId());
            store.cancelling(batch.id());
            return true;
        }
        return batch.state() == State.CANCELLING
                && isHopeless(batch)
                && giveUp(batch, "the provider did not stop the batch in time and may charge for it");
    }

    private boolean giveUp(ProviderBatch batch, String why) throws IOException, InterruptedException {
        results.giveUp(batch, why);
        return end(batch, why);
    }

    private boolean end(ProviderBatch batch, String note) throws IOException {
        store.ended(batch.id(), note, clock.instant());
        Files.deleteIfExists(ProviderBatchDraft.asked(properties.folder(), batch.id()));
        Files.deleteIfExists(ProviderBatchDraft.outgoing(properties.folder(), batch.id()));
        LOG.info("Provider batch {} at {} has ended: {}", batch.id(), batch.deployment(), note);
        return true;
    }

    /** Whether the lines have to be taken back: the job is ending, or only the reserve for live calls is left. */
    private boolean isLate(ProviderBatch batch) {
        Job job = jobs.job(batch.job());
        boolean ending = job.control() == Job.Control.CANCEL || job.control() == Job.Control.EXPIRE;
        return ending || isPast(reserve.begins(job));
    }

    /** Whether a cancelled batch has used up half of the reserve. */
    private boolean isHopeless(ProviderBatch batch) {
        return isPast(reserve.halfOver(jobs.job(batch.job())));
    }

    private boolean isPast(Optional<Instant> moment) {
        return moment.filter(clock.instant()::isAfter).isPresent();
    }
}
