package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a job from wherever it is towards its end. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final JobStore store;
    private final JobPlaces places;
    private final Lines.Source source;
    private final Survey survey;
    private final JobLines lines;
    private final JobFinish finish;
    private final JobPaces paces;

    JobRun(
            JobStore store,
            JobPlaces places,
            Lines.Source source,
            Survey survey,
            JobLines lines,
            JobFinish finish,
            JobPaces paces) {
        this.store = store;
        this.places = places;
        this.source = source;
        this.survey = survey;
        this.lines = lines;
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
     * @throws MissingInputException when its input is gone
     * @throws IOException when a file cannot be read or written; what is done stays done
     */
    Left run(String id, JobSeat seat, StopSignal stop) throws IOException, InterruptedException {
        Job job = store.job(id);
        if (job.state() == Job.State.RUNNING) {
            if (job.control() == Job.Control.PAUSE) {
                LOG.info("Batch {} is paused: {}", job.name(), job.note());
                return Left.PAUSED;
            }
            try {
                if (!allLinesDone(job, seat, stop)) {
                    return Left.INTERRUPTED;
                }
            } catch (UnreadableInputException e) {
                finish.refuse(job, String.valueOf(e.getMessage()));
                return Left.DONE;
            }
            job = finish.choose(store.job(id));
        }
        if (job.state() == Job.State.WRITING || job.state() == Job.State.DELIVERED) {
            finish.complete(job);
        }
        return Left.DONE;
    }

    private boolean allLinesDone(Job asked, JobSeat seat, StopSignal stop) throws IOException, InterruptedException {
        Path input = checkedInput(asked);
        if (asked.linesTotal().isEmpty() && count(asked, input, stop).isEmpty()) {
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
        try {
            failure = lines.work(job, () -> source.open(asked, input), pace, seat, stop);
        } finally {
            paces.end(job);
        }
        long done = store.job(job.id()).linesDone();
        if (stop.isSet() || done == total) {
            return done == total;
        }
        throw new IOException(total - done + " lines have no result yet", failure.orElse(null));
    }

    private Path checkedInput(Job job) throws IOException {
        Path input = places.of(job).input(job);
        if (places.of(job).isInputGone(job)) {
            throw new MissingInputException(input);
        }
        long size = Files.size(input);
        if (size != job.inputBytes()) {
            throw new IOException(input + " was changed while its job runs: it has " + size + " bytes instead of "
                    + job.inputBytes() + ". Put the file back as it was.");
        }
        return input;
    }

    private Optional<Long> count(Job job, Path input, StopSignal stop) throws IOException {
        try (Lines opened = source.open(job, input)) {
            return survey.count(job, opened, stop);
        }
    }
}
