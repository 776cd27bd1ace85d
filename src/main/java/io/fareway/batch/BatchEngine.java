package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Works jobs off, several at a time. Starts after the routes are live and stops before them (the default phase), so
 * that lines under way may finish; what does not finish is sent again after the next start.
 */
final class BatchEngine implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BatchEngine.class);

    private final JobStore store;
    private final JobFolders folders;
    private final JobPlaces places;
    private final WorkClaims claims;
    private final JobWorkers workers;
    private final JobWatch watch;
    private final Supplier<String> ids;
    private final Clock clock;
    private final Duration stopTimeout;
    private volatile JobHomes homes = new JobHomes("", "");
    private volatile boolean tendsInbox;
    private volatile boolean running;

    /** @param ids gives each job its id */
    BatchEngine(
            BatchProperties properties,
            JobStore store,
            JobFolders folders,
            JobPlaces places,
            WorkClaims claims,
            JobWorkers workers,
            JobWatch watch,
            Supplier<String> ids,
            Clock clock) {
        this.store = store;
        this.folders = folders;
        this.places = places;
        this.claims = claims;
        this.workers = workers;
        this.watch = watch;
        this.ids = ids;
        this.clock = clock;
        this.stopTimeout = properties.stopTimeout();
    }

    /** Continues the jobs that an earlier process has left. */
    @Override
    public void start() {
        try {
            folders.create();
            if (!claims.join()) {
                LOG.warn(
                        "Another gateway works on the jobs in {}; this one leaves them alone until its next start",
                        folders.inbox());
                return;
            }
            homes = JobHomes.of(places);
            places.api().sweep();
            watch.start(homes, this::tendInbox);
            running = true;
        } catch (IOException e) {
            claims.leave();
            LOG.warn(
                    "Batch jobs are off: {} and {} must be folders that can be written ({}). Mend that and restart.",
                    folders.inbox(),
                    folders.outbox(),
                    e.toString());
        }
    }

    /** Of the gateways on one inbox, one takes the files out; it begins with those that a crash has left half taken. */
    private void tendInbox() throws IOException {
        boolean ours = claims.claim(JobWork.inbox(homes.inbox()), 0);
        if (ours && !tendsInbox) {
            for (String file : folders.claimed()) {
                if (!store.isNameTaken(file)) {
                    registerOrRefuse(file);
                }
            }
        }
        tendsInbox = ours;
    }

    /** What is wanted of the file may have become senseless since it was taken. */
    private void registerOrRefuse(String claimed) throws IOException {
        try {
            register(claimed);
        } catch (UnreadableInputException e) {
            folders.refuse(claimed, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes a job of a file in the inbox, unless somebody else has taken it.
     *
     * @param name of the file, with folders below the inbox
     * @return empty when it is gone, cannot be a job, or is another gateway's to take
     * @throws IOException when the file cannot be moved: it stays where it is
     * @throws DataAccessException when the job cannot be stored: the file is back in the inbox
     */
    Optional<Job> claim(String name) throws IOException {
        if (!running || !tendsInbox || !claims.isAlive()) {
            return Optional.empty();
        }
        Optional<String> claimed = folders.claim(name, store::isNameTaken);
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(register(claimed.get()));
        } catch (DataAccessException | IOException e) {
            folders.giveBack(claimed.get());
            throw e;
        }
    }

    private Job register(String name) throws IOException {
        JobWishes.Wanted wanted = folders.wanted(name);
        Job job = register(name, wanted.options(), wanted.priority());
        LOG.info(
                "Batch {} has come: results are wanted by {}{}",
                name,
                wanted.options().deadline().orElseThrow(),
                wanted.namesDeadline()
                        ? ""
                        : ", as for every file that names no deadline; a file " + name + JobWishes.SUFFIX
                                + " with 'deadline: 1h' would say sooner");
        return job;
    }

    /**
     * Makes a job of a file in {@code inbox/running}.
     *
     * @throws DataAccessException when it cannot be stored
     */
    Job register(String name, JobOptions options, int priority) throws IOException {
        Job job =
                store.add(ids.get(), name, homes.inbox(), options, priority, folders.claimedSize(name), clock.millis());
        workers.submit(job);
        return job;
    }

    /** An id for a job. */
    String newId() {
        return ids.get();
    }

    /**
     * Makes a job of a batch that came by the API.
     *
     * @throws RequestError when this gateway does not work on jobs
     * @throws DataAccessException when it cannot be stored
     */
    Job accept(ApiBatch batch, long inputBytes) {
        if (!running) {
            throw RequestError.unavailable("This gateway does not work on batches now; its log tells why.");
        }
        JobOptions options = JobOptions.ofApi(batch.expiresAt());
        Job job = store.add(
                batch.id(),
                batch.inputFile(),
                homes.files(),
                options,
                0,
                inputBytes,
                batch.createdAt().toEpochMilli());
        workers.submit(job);
        return job;
    }

    /** Sends no further lines, lets those under way finish, and returns. */
    @Override
    public void stop() {
        running = false;
        try {
            if (!workers.stop(stopTimeout)) {
                LOG.warn(
                        "Lines under way did not finish in {} s; they are sent again after the next start",
                        stopTimeout.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.stop(); // not before: until then the others must see that this gateway lives
            claims.leave();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
