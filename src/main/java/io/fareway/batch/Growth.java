package io.fareway.batch;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Lets the result file of a job grow every second while its lines are sent. Where it cannot be written the lines go on:
 * their results are in the database, and are added as soon as that is mended.
 */
final class Growth implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Growth.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Job job;
    private final Opening opening;
    private final StopSignal ended = new StopSignal();
    private final Thread thread;

    /** Opens the file. */
    @FunctionalInterface
    interface Opening {
        GrowingFile open() throws IOException;
    }

    Growth(Job job, Opening opening) {
        this.job = job;
        this.opening = opening;
        this.thread = Thread.ofVirtual().name("batch-growth-" + job.id()).start(this::growUntilEnd);
    }

    private void growUntilEnd() {
        String told = "";
        while (!ended.isSet()) {
            try (GrowingFile file = opening.open()) {
                growUntilEnd(file);
            } catch (IOException | DataAccessException e) {
                if (!told.equals(e.toString())) {
                    told = e.toString();
                    LOG.warn("Batch {}: its result file does not grow for now: {}", job.name(), told);
                }
                awaitNext();
            }
        }
    }

    private void growUntilEnd(GrowingFile file) throws IOException {
        do {
            file.grow();
        } while (!awaitNext());
        file.grow();
    }

    private boolean awaitNext() {
        try {
            return ended.await(BETWEEN);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the growth of a file", e);
        }
    }

    /** Adds what was recorded last, and lets go of the file. */
    @Override
    public void close() throws InterruptedException {
        ended.set();
        thread.join();
    }
}
