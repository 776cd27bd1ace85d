package io.fareway.batch;

import io.fareway.batch.ProviderBatch.State;
import io.fareway.batch.ProviderBatchApi.RefusedException;
import io.fareway.batch.ProviderBatchApi.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    private final ProviderBatchStore store;
    private final JobStore jobs;
    private final ProviderBatchApis apis;
    private final ProviderBatchResults results;
    private final ProviderBatchProperties properties;
    private final Clock clock;

    ProviderBatchDrive(
            ProviderBatchStore store,
            JobStore jobs,
            ProviderBatchApis apis,
            ProviderBatchResults results,
            ProviderBatchProperties properties,
            Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.apis = apis;
        this.results = results;
        this.properties = properties;
        this.clock = clock;
    }

    /** Drives until the batch has ended or the signal is set. */
    void drive(String id, Pace pace, StopSignal stop) throws InterruptedException {
        String told = "";
        while (!stop.isSet()) {
            ProviderBatch batch = store.batch(id);
            if (batch.state() == State.ENDED) {
                return;
            }
            boolean wait = true;
            try {
                wait = !step(batch, pace);
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

    /** One step; true when the next may follow at once. */
    private boolean step(ProviderBatch batch, Pace pace) throws IOException, InterruptedException {
        Optional<ProviderBatchApi> api = apis.of(batch);
        return switch (batch.state()) {
            case SEALED -> (api.isEmpty() || isLate(batch)) ? end(batch, "not handed over") : upload(batch, api.get());
            case UPLOADED ->
                (api.isEmpty() || isLate(batch)) ? end(batch, "not handed over") : create(batch, api.get());
            case CREATING -> find(batch, known(batch, api));
            case CREATED -> ask(batch, known(batch, api), pace, isLate(batch));
            case CANCELLING -> ask(batch, known(batch, api), pace, false);
            case FILLING, ENDED -> true;
        };
    }

    private static ProviderBatchApi known(ProviderBatch batch, Optional<ProviderBatchApi> api) throws IOException {
        return api.orElseThrow(() -> new IOException(batch.deployment() + " or its key " + batch.keyName()
                + " is no longer among the settings; put it back until the batch has ended"));
    }

    private boolean upload(ProviderBatch batch, ProviderBatchApi api) throws IOException, InterruptedException {
        try {
            store.uploaded(batch.id(), api.upload(spool(batch), batch.id() + ".jsonl"));
            return true;
        } catch (RefusedException refused) {
            return end(batch, String.valueOf(refused.getMessage()));
        }
    }

    private boolean create(ProviderBatch batch, ProviderBatchApi api) throws IOException, InterruptedException {
        store.creating(batch.id(), clock.instant());
        try {
            created(
                    batch,
                    api.create(batch.inputFile(), batch.id(), offer(batch).window()));
            return true;
        } catch (RefusedException refused) {
            return end(batch, String.valueOf(refused.getMessage()));
        }
    }

    private void created(ProviderBatch batch, Remote remote) {
        store.created(batch.id(), remote.id());
        LOG.info(
                "Batch {}: {} lines are with {} as {}",
                jobs.job(batch.job()).name(),
                batch.lines(),
                batch.deployment(),
                remote.id());
    }

    /** After a crash or a lost answer: the batch exists, or will never appear. */
    private boolean find(ProviderBatch batch, ProviderBatchApi api) throws IOException, InterruptedException {
        Optional<Remote> found = api.find(batch.inputFile());
        if (found.isPresent()) {
            created(batch, found.get());
            return true;
        }
        Instant certain = batch.creatingAt().orElse(batch.openedAt()).plus(properties.confirm());
        if (clock.instant().isBefore(certain)) {
            return false;
        }
        return isLate(batch) ? end(batch, "not created") : create(batch, api);
    }

    private boolean ask(ProviderBatch batch, ProviderBatchApi api, Pace pace, boolean late)
            throws IOException, InterruptedException {
        Remote remote;
        try {
            remote = api.status(batch.remoteId());
        } catch (RefusedException gone) {
            return giveUp(batch, "the provider no longer knows the batch (" + gone.getMessage() + ")");
        }
        if (remote.hasEnded()) {
            for (String file : remote.resultFiles()) {
                results.take(batch, api.content(file), pace);
            }
            return end(batch, remote.status());
        }
        if (late) {
            LOG.warn(
                    "Batch {}: {} is late; what it has not answered is sent live",
                    jobs.job(batch.job()).name(),
                    batch.remoteId());
            api.cancel(batch.remoteId());
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
        Files.deleteIfExists(spool(batch));
        LOG.info("Provider batch {} at {} has ended: {}", batch.id(), batch.deployment(), note);
        return true;
    }

    private Path spool(ProviderBatch batch) {
        return ProviderBatchFiller.spool(properties.folder(), batch.id());
    }

    private ProviderBatchProperties.Offer offer(ProviderBatch batch) {
        String provider = batch.deployment().substring(0, batch.deployment().indexOf('/'));
        return Optional.ofNullable(properties.offers().get(provider))
                .orElseGet(() -> new ProviderBatchProperties.Offer(
                        1, org.springframework.util.unit.DataSize.ofBytes(1), "24h", Duration.ZERO));
    }

    /** Whether the lines have to be taken back: the job is ending, or only the reserve for live calls is left. */
    private boolean isLate(ProviderBatch batch) {
        Job job = jobs.job(batch.job());
        boolean ending = job.control() == Job.Control.CANCEL || job.control() == Job.Control.EXPIRE;
        return ending || isPast(job, properties.liveReserve());
    }

    /** Whether a cancelled batch has used up half of the reserve. */
    private boolean isHopeless(ProviderBatch batch) {
        return isPast(jobs.job(batch.job()), properties.liveReserve().dividedBy(2));
    }

    private boolean isPast(Job job, Duration beforeDeadline) {
        return job.options()
                .deadline()
                .filter(end -> clock.instant().isAfter(end.minus(beforeDeadline)))
                .isPresent();
    }
}
