package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private volatile String inboxFault = "";

    JobWatch(JobStore store, JobPlaces places, JobWorkers workers, JobPaces paces, WorkClaims claims) {
        this.store = store;
        this.places = places;
        this.workers = workers;
        this.paces = paces;
        this.claims = claims;
    }

    /** What is done for new files before the jobs are looked at. */
    @FunctionalInterface
    interface Chore {
        void run() throws IOException;
    }

    /** Looks once, and then every second until the end, whatever goes wrong. */
    void start(JobHomes homes, Chore inbox) {
        StopSignal end = new StopSignal();
        ended = end;
        look(homes, inbox);
        Thread.ofVirtual().name("batch-watch").start(() -> watch(homes, inbox, end));
    }

    void stop() {
        ended.set();
    }

    private void watch(JobHomes homes, Chore inbox, StopSignal end) {
        String told = "";
        try {
            while (!end.await(BETWEEN)) {
                try {
                    look(homes, inbox);
                    told = "";
                } catch (RuntimeException e) {
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
    void look(JobHomes homes, Chore inbox) {
        if (claims.beat()) {
            workers.interruptAll();
        }
        tend(inbox);
        for (Job job : store.unfinished(homes.inbox(), homes.files())) {
            paces.seen(job);
            if (!isMissing(job)) {
                workers.offer(job);
            }
        }
    }

    /** Jobs that were taken go on while no further ones can be. */
    private void tend(Chore inbox) {
        try {
            inbox.run();
            inboxFault = "";
        } catch (IOException | RuntimeException e) {
            if (!inboxFault.equals(e.toString())) {
                inboxFault = e.toString();
                LOG.warn("No new files are taken out of the inbox; it is tried again in a second", e);
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
