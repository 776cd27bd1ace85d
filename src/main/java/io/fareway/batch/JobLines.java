package io.fareway.batch;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the lines of a job: first those that may wait go into provider batches, then the others live; whenever a
 * batch ends, what it has returned is sent live.
 */
final class JobLines {

    private static final Logger LOG = LoggerFactory.getLogger(JobLines.class);

    private final JobStore store;
    private final ProviderBatches batches;
    private final FillPass fill;
    private final LinePass pass;
    private final JobLimits limits;

    JobLines(JobStore store, ProviderBatches batches, FillPass fill, LinePass pass, JobLimits limits) {
        this.store = store;
        this.batches = batches;
        this.fill = fill;
        this.pass = pass;
        this.limits = limits;
    }

    /** Opens the input of a job from its start. */
    @FunctionalInterface
    interface Input {
        Lines open() throws IOException;
    }

    /**
     * Returns when every line has its result, the signal is set, or something went wrong.
     *
     * @return what went wrong, when something did
     */
    Optional<Exception> work(Job job, Input input, Pace pace, JobSeat seat, StopSignal stop)
            throws IOException, InterruptedException {
        try (ProviderBatchDrives drives = batches.resume(job, pace)) {
            return switch (job.control()) {
                case RUN, PAUSE, FAIL -> send(job, input, pace, seat, drives, stop);
                case CANCEL ->
                    refuse(
                            job,
                            input,
                            pace,
                            seat,
                            drives,
                            stop,
                            BadLine.CANCELLED,
                            "The job was cancelled before this line.");
                case EXPIRE ->
                    refuse(
                            job,
                            input,
                            pace,
                            seat,
                            drives,
                            stop,
                            BadLine.EXPIRED,
                            "This request could not be executed before the completion window expired.");
            };
        }
    }

    private Optional<Exception> send(
            Job job, Input input, Pace pace, JobSeat seat, ProviderBatchDrives drives, StopSignal stop)
            throws IOException, InterruptedException {
        if (batches.arePossible(job)) {
            try (Lines lines = input.open()) {
                if (!fill.fill(job, lines, drives, stop)) {
                    return Optional.empty();
                }
            }
        }
        while (true) {
            int ended = drives.ended();
            boolean idle = drives.isIdle();
            Optional<Exception> failure;
            try (Lines lines = input.open()) {
                failure = pass.send(job, lines, batches.marks(job), pace, seat::priority, stop);
            }
            if (failure.isPresent() || stop.isSet() || idle || isDone(job)) {
                return failure;
            }
            await(job, pace, seat, drives, ended, stop);
        }
    }

    private boolean isDone(Job job) {
        Job now = store.job(job.id());
        return now.linesTotal().isPresent()
                && now.linesDone() == now.linesTotal().getAsLong();
    }

    /** Waits for a further batch to end; meanwhile another job may have the place. */
    private void await(Job job, Pace pace, JobSeat seat, ProviderBatchDrives drives, int ended, StopSignal stop)
            throws InterruptedException {
        seat.idle(true);
        try {
            while (drives.ended() == ended && !drives.isIdle() && !stop.isSet()) {
                drives.awaitMore(ended);
                pace.due().ifPresent(LOG::info);
                if (job.control() == Job.Control.RUN && limits.endRun(job, pace.now())) {
                    stop.set();
                }
            }
        } finally {
            seat.idle(false);
        }
    }

    private Optional<Exception> refuse(
            Job job,
            Input input,
            Pace pace,
            JobSeat seat,
            ProviderBatchDrives drives,
            StopSignal stop,
            String code,
            String message)
            throws IOException, InterruptedException {
        while (!drives.isIdle() && !stop.isSet()) {
            await(job, pace, seat, drives, drives.ended(), stop);
        }
        if (!stop.isSet()) {
            try (Lines lines = input.open()) {
                pass.refuse(job, lines, pace, code, message, stop);
            }
        }
        return Optional.empty();
    }
}
