package io.fareway.batch;

import io.fareway.model.RequestError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private final InboxLock lock;
    private final JobWorkers workers;
    private final Supplier<String> ids;
    private final Clock clock;
    private final Duration stopTimeout;
    private volatile boolean running;

    /** @param ids gives each job its id */
    BatchEngine(
            BatchProperties properties,
            JobStore store,
            JobFolders folders,
            JobPlaces places,
            InboxLock lock,
            JobWorkers workers,
            Supplier<String> ids,
            Clock clock) {
        this.store = store;
        this.folders = folders;
        this.places = places;
        this.lock = lock;
        this.workers = workers;
        this.ids = ids;
        this.clock = clock;
        this.stopTimeout = properties.stopTimeout();
    }

    /** Continues the jobs that an earlier process has left. */
    @Override
    public void start() {
        try {
            folders.create();
            if (!lock.take()) {
                LOG.warn(
                        "Another gateway works on the jobs in {}; this one leaves them alone until its next start",
                        folders.inbox());
                return;
            }
            resume();
            running = true;
        } catch (IOException e) {
            lock.release();
            LOG.warn(
                    "Batch jobs are off: {} and {} must be folders that can be written ({}). Mend that and restart.",
                    folders.inbox(),
                    folders.outbox(),
                    e.toString());
        }
    }

    private void resume() throws IOException {
        List<Job> unfinished = store.unfinished();
        Set<String> claimed = Set.copyOf(folders.claimed());
        for (Job job : unfinished) {
            if (job.state() != Job.State.RUNNING || !places.of(job).isInputGone(job)) {
                workers.submit(job);
            } else {
                LOG.warn(
                        "Batch {} cannot go on: {} is missing. Put it back and restart.",
                        job.name(),
                        places.of(job).input(job));
            }
        }
        Set<String> known = unfinished.stream().map(Job::name).collect(Collectors.toSet());
        for (String orphan : claimed.stream().sorted().toList()) {
            if (!known.contains(orphan)) {
                register(orphan);
            }
        }
    }

    /**
     * Makes a job of a file in the inbox, unless somebody else has taken it.
     *
     * @param name of the file, without folder
     * @throws IOException when the file cannot be moved: it stays where it is
     * @throws DataAccessException when the job cannot be stored: the file is back in the inbox
     */
    void claim(String name) throws IOException {
        if (!running) {
            return;
        }
        Optional<String> claimed = folders.claim(name, store::isNameTaken);
        if (claimed.isEmpty()) {
            return;
        }
        try {
            register(claimed.get());
        } catch (DataAccessException | IOException e) {
            folders.giveBack(claimed.get());
            throw e;
        }
    }

    private void register(String name) throws IOException {
        JobWishes.Wanted wanted = folders.wanted(name);
        register(name, wanted.options(), wanted.priority());
    }

    /**
     * Makes a job of a file in {@code inbox/running}.
     *
     * @throws DataAccessException when it cannot be stored
     */
    Job register(String name, JobOptions options, int priority) throws IOException {
        Job job = store.add(ids.get(), name, options, priority, folders.claimedSize(name), clock.millis());
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
            lock.release();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
