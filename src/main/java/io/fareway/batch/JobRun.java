package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a job from wherever it is towards its end. */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final JobStore store;
    private final JobPlaces places;
    private final Lines.Source source;
    private final Survey survey;
    private final JobLines lines;
    private final JobFinish finish;
    private final JobPaces paces;
    private final WorkClaims claims;

    JobRun(
            JobStore store,
            JobPlaces places,
            Lines.Source source,
            Survey survey,
            JobLines lines,
            JobFinish finish,
            JobPaces paces,
            WorkClaims claims) {
        this.store = store;
        this.places = places;
        this.source = source;
        this.survey = survey;
        this.lines = lines;
        this.finish = finish;
        this.paces = paces;
        this.claims = claims;
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
     * Works on the job until it is done or paused, or the signal is set: in the lead when no other gateway is, else by
     * helping with its lines.
     *
     * @throws MissingInputException when its input is gone
     * @throws IOException when a file cannot be read or written; what is done stays done
     */
    Left run(String id, JobSeat seat, StopSignal stop) throws IOException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!stop.isSet()) {
            Job job = store.job(id);
            if (job.isDone()) {
                return Left.DONE;
            }
            if (job.state() == Job.State.RUNNING && job.control() == Job.Control.PAUSE) {
                LOG.info("Batch {} is paused: {}", job.name(), job.note());
                return Left.PAUSED;
            }
            if (claims.claim(JobWork.lead(id), 0)) {
                return lead(id, seat, stop);
            }
            pause = help(job, seat, stop) ? FIRST_PAUSE : longer(pause);
            rest(pause, seat, stop);
        }
        return Left.INTERRUPTED;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Until there may be something to help with again; meanwhile another job may have the place. */
    private static void rest(Duration pause, JobSeat seat, StopSignal stop) throws InterruptedException {
        seat.idle(true);
        try {
            stop.await(pause);
        } finally {
            seat.idle(false);
        }
    }

    private Left lead(String id, JobSeat seat, StopSignal stop) throws IOException, InterruptedException {
        Job job = store.job(id); // again: whoever led until now may have ended it
        try {
            if (job.state() == Job.State.RUNNING) {
                claims.claim(JobWork.planning(job.id()), 0);
                Optional<Job> closed =
                        allLinesDone(job, seat, stop) ? finish.close(store.job(job.id())) : Optional.empty();
                if (closed.isEmpty()) {
                    return Left.INTERRUPTED;
                }
                job = closed.get();
            }
            if (job.state() == Job.State.WRITING || job.state() == Job.State.DELIVERED) {
                finish.complete(job);
            }
            return Left.DONE;
        } catch (UnreadableInputException e) {
            finish.refuse(job, String.valueOf(e.getMessage()));
            return Left.DONE;
        } finally {
            claims.release(JobWork.planning(job.id()));
            claims.release(JobWork.lead(job.id()));
        }
    }

    /** Whether there was a line to send. */
    private boolean help(Job job, JobSeat seat, StopSignal stop) throws IOException, InterruptedException {
        boolean isReady = job.state() == Job.State.RUNNING
                && job.control() == Job.Control.RUN
                && job.linesTotal().isPresent()
                && !claims.isHeldByOthers(JobWork.planning(job.id()));
        if (!isReady) {
            return false;
        }
        Path input = checkedInput(job);
        try {
            return lines.help(new Turn(job, () -> source.open(job, input), paces.begin(job), seat, stop));
        } finally {
            paces.end(job);
        }
    }

    private boolean allLinesDone(Job found, JobSeat seat, StopSignal stop) throws IOException, InterruptedException {
        Job asked = asLongAsNow(found);
        Path input = places.of(asked).input(asked);
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
        Optional<Exception> failure = lead(job, input, seat, stop);
        long done = store.job(job.id()).linesDone();
        if (stop.isSet() || done == total) {
            return done == total
                    && asLongAsNow(store.job(job.id())).linesTotal().isPresent();
        }
        throw new IOException(total - done + " lines have no result yet", failure.orElse(null));
    }

    private Optional<Exception> lead(Job job, Path input, JobSeat seat, StopSignal stop)
            throws IOException, InterruptedException {
        Optional<Growth> growth = finish.grow(job);
        try {
            return lines.lead(new Turn(job, () -> source.open(job, input), paces.begin(job), seat, stop));
        } finally {
            paces.end(job);
            if (growth.isPresent()) {
                growth.get().close();
            }
        }
    }

    private Path checkedInput(Job job) throws IOException {
        Path input = places.of(job).input(job);
        if (places.of(job).isInputGone(job)) {
            throw new MissingInputException(input);
        }
        long size = Files.size(input);
        if (size < job.inputBytes()) {
            throw new IOException(input + " was changed while its job runs: it has " + size + " bytes instead of "
                    + job.inputBytes() + ". Put the file back as it was.");
        }
        return input;
    }

    /** A writer that has paused for long may have gone on: before the first result nothing speaks against all of it. */
    private Job asLongAsNow(Job job) throws IOException {
        Path input = checkedInput(job);
        if (Files.size(input) == job.inputBytes()) {
            return job;
        }
        if (job.linesDone() > 0) {
            LOG.warn(
                    "Batch {}: {} has grown since its job began. Only its first {} bytes are read; drop the rest again"
                            + " as a file of its own.",
                    job.name(),
                    input,
                    job.inputBytes());
            return job;
        }
        store.resized(job.id(), Files.size(input));
        return store.job(job.id());
    }

    private Optional<Long> count(Job job, Path input, StopSignal stop) throws IOException {
        try (Lines opened = source.open(job, input)) {
            return survey.count(job, opened, stop);
        }
    }
}
