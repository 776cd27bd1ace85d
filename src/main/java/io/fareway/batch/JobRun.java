package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a job from wherever it is towards its end. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final JobStore store;
    private final JobPlaces places;
    private final Lines.Source source;
    private final Survey survey;
    private final LinePass pass;
    private final JobFinish finish;
    private final JobPaces paces;

    JobRun(
            JobStore store,
            JobPlaces places,
            Lines.Source source,
            Survey survey,
            LinePass pass,
            JobFinish finish,
            JobPaces paces) {
        this.store = store;
        this.places = places;
        this.source = source;
        this.survey = survey;
        this.pass = pass;
        this.finish = finish;
        this.paces = paces;
    }

    /** Where a run has left its job. */
    enum Left {
        /** Nothing is left to do. */
        DONE,
        /** It is paused. */
        PAUSED,
        /** The signal was set: look again what is wanted. */
        INTERRUPTED
    }

    /**
     * Works on the job until it is done or paused, or the signal is set.
     *
     * @param priority of the job, now
     * @throws MissingInputException when its input is gone
     * @throws IOException when a file cannot be read or written; what is done stays done
     */
    Left run(String id, IntSupplier priority, StopSignal stop) throws IOException, InterruptedException {
        Job job = store.job(id);
        if (job.state() == Job.State.RUNNING) {
            if (job.control() == Job.Control.PAUSE) {
                LOG.info("Batch {} is paused: {}", job.name(), job.note());
                return Left.PAUSED;
            }
            if (!allLinesDone(job, priority, stop)) {
                return Left.INTERRUPTED;
            }
            job = finish.choose(store.job(id));
        }
        if (job.state() == Job.State.WRITING || job.state() == Job.State.DELIVERED) {
            finish.complete(job);
        }
        return Left.DONE;
    }

    private boolean allLinesDone(Job asked, IntSupplier priority, StopSignal stop)
            throws IOException, InterruptedException {
        checkInput(asked);
        if (asked.linesTotal().isEmpty() && count(asked, stop).isEmpty()) {
            return false;
        }
        Job job = store.job(asked.id());
        long total = job.linesTotal().orElseThrow();
        LOG.info(
                "Batch {} {}: {} lines, {} of them done",
                job.name(),
                job.linesDone() == 0 ? "begins" : "goes on",
                total,
                job.linesDone());
        Pace pace = paces.begin(job);
        Optional<Exception> failure;
        try (Lines lines = source.open(places.of(job).input(job))) {
            failure = pass(job, lines, pace, priority, stop);
        } finally {
            paces.end(job);
        }
        long done = store.job(job.id()).linesDone();
        if (stop.isSet() || done == total) {
            return done == total;
        }
        throw new IOException(total - done + " lines have no result yet", failure.orElse(null));
    }

    private Optional<Exception> pass(Job job, Lines lines, Pace pace, IntSupplier priority, StopSignal stop)
            throws IOException, InterruptedException {
        switch (job.control()) {
            case RUN, PAUSE -> {
                return pass.send(job, lines, pace, priority, stop);
            }
            case CANCEL ->
                pass.refuse(job, lines, pace, "batch_cancelled", "The job was cancelled before this line.", stop);
            case EXPIRE ->
                pass.refuse(
                        job,
                        lines,
                        pace,
                        "batch_expired",
                        "This request could not be executed before the completion window expired.",
                        stop);
        }
        return Optional.empty();
    }

    private void checkInput(Job job) throws IOException {
        Path input = places.of(job).input(job);
        if (places.of(job).isInputGone(job)) {
            throw new MissingInputException(input);
        }
        long size = Files.size(input);
        if (size != job.inputBytes()) {
            throw new IOException(input + " was changed while its job runs: it has " + size + " bytes instead of "
                    + job.inputBytes() + ". Put the file back as it was.");
        }
    }

    private Optional<Long> count(Job job, StopSignal stop) throws IOException {
        try (Lines lines = source.open(places.of(job).input(job))) {
            return survey.count(job, lines, stop);
        }
    }
}
