package io.fareway.batch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final JobStore store;
    private final JobFolders folders;
    private final InboxLock lock;
    private final JobRun run;
    private final StopSignal stop;
    private final Supplier<String> ids;
    private final Clock clock;
    private final Duration stopTimeout;
    private final ExecutorService workers;
    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    /**
     * @param run shares its stop signal with this engine
     * @param ids gives each job its id
     */
    BatchEngine(
            BatchProperties properties,
            JobStore store,
            JobFolders folders,
            InboxLock lock,
            JobRun run,
            StopSignal stop,
            Supplier<String> ids,
            Clock clock) {
        this.store = store;
        this.folders = folders;
        this.lock = lock;
        this.run = run;
        this.stop = stop;
        this.ids = ids;
        this.clock = clock;
        this.stopTimeout = properties.stopTimeout();
        this.workers = Executors.newFixedThreadPool(
                properties.jobs(), Thread.ofVirtual().name("batch-job-", 1).factory());
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
            if (job.state() != Job.State.RUNNING || claimed.contains(job.name())) {
                submit(job);
            } else {
                LOG.warn(
                        "Batch {} cannot go on: {} is missing. Put it back and restart.",
                        job.name(),
                        folders.input(job));
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
        submit(store.add(ids.get(), name, folders.claimedSize(name), clock.millis()));
    }

    private void submit(Job job) {
        if (!active.add(job.id())) {
            return;
        }
        try {
            workers.execute(() -> work(job));
        } catch (RejectedExecutionException e) {
            LOG.info("Batch {} begins after the next start: the gateway stops", job.name());
        }
    }

    private void work(Job job) {
        try {
            Duration pause = FIRST_PAUSE;
            while (!stop.isSet() && !isFinished(job, pause)) {
                stop.await(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            active.remove(job.id());
        }
    }

    /** Whatever goes wrong, the job is not lost: its state is in the database and it is tried again. */
    private boolean isFinished(Job job, Duration pause) throws InterruptedException {
        try {
            run.run(job.id());
            return true;
        } catch (MissingInputException e) {
            LOG.error("Batch {} stops: {}. Put the file back and restart.", job.name(), e.getMessage());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "Batch {} waits {} s and goes on: {}. Check that {} and {} can be written and the disk has space.",
                    job.name(),
                    pause.toSeconds(),
                    told(e),
                    folders.inbox(),
                    folders.outbox());
        } catch (RuntimeException e) {
            LOG.warn("Batch {} waits {} s and goes on", job.name(), pause.toSeconds(), e);
        }
        return false;
    }

    private static String told(IOException e) {
        return e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
    }

    /** Sends no further lines, lets those under way finish, and returns. */
    @Override
    public void stop() {
        running = false;
        stop.set();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(stopTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "Lines under way did not finish in {} s; they are sent again after the next start",
                        stopTimeout.toSeconds());
                workers.shutdownNow();
                workers.awaitTermination(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
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
