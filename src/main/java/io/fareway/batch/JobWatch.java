package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks every second which jobs there are and what is wanted of them, whoever has put that into the database: this gateway
 * before its last end, another one now, or an operator there.
 */
final class JobWatch {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final JobStore store;
    private final JobPlaces places;
    private final JobWorkers workers;
    private final JobPaces paces;
    private final WorkClaims claims;
    private final Set<String> missing = new HashSet<>();
    private volatile StopSignal ended = new StopSignal();

    JobWatch(JobStore store, JobPlaces places, JobWorkers workers, JobPaces paces, WorkClaims claims) {
        this.store = store;
        this.places = places;
        this.workers = workers;
        this.paces = paces;
        this.claims = claims;
    }

    /** What else is to be looked at. */
    @FunctionalInterface
    interface Chore {
        void run() throws IOException;
    }

    /** Looks once, and then every second until the end. */
    void start(JobHomes homes, Chore chore) throws IOException {
        StopSignal end = new StopSignal();
        ended = end;
        look(homes, chore);
        Thread.ofVirtual().name("batch-watch").start(() -> watch(homes, chore, end));
    }

    void stop() {
        ended.set();
    }

    private void watch(JobHomes homes, Chore chore, StopSignal end) {
        String told = "";
        try {
            while (!end.await(BETWEEN)) {
                try {
                    look(homes, chore);
                    told = "";
                } catch (IOException | DataAccessException | TransactionException e) {
                    if (!told.equals(e.toString())) {
                        told = e.toString();
                        LOG.warn("Batch jobs are looked at again in a second", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    void look(JobHomes homes, Chore chore) throws IOException {
        if (claims.beat()) {
            workers.interruptAll();
        }
        chore.run();
        for (Job job : store.unfinished(homes.inbox(), homes.files())) {
            paces.seen(job);
            if (!isMissing(job)) {
                workers.offer(job);
            }
        }
    }

    private boolean isMissing(Job job) {
        JobPlace place = places.of(job);
        if (job.state() != Job.State.RUNNING || !place.isInputGone(job)) {
            missing.remove(job.id());
            return false;
        }
        if (missing.add(job.id())) {
            LOG.error(
                    "Batch {} stops: {} is gone. Put the file back, and the job goes on.",
                    job.name(),
                    place.input(job));
        }
        return true;
    }
}
