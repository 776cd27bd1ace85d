package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the lines of a job: first those that may wait go into provider batches, then the others live; whenever a
 * batch ends, what it has returned is sent live. Gateways that help with a job send lines live only.
 */
final class JobLines {

    private static final Logger LOG = LoggerFactory.getLogger(JobLines.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final JobStore store;
    private final ProviderBatches batches;
    private final WorkClaims claims;
    private final FillPass fill;
    private final LinePass pass;
    private final JobLimits limits;
    private final Clock clock;

    JobLines(
            JobStore store,
            ProviderBatches batches,
            WorkClaims claims,
            FillPass fill,
            LinePass pass,
            JobLimits limits,
            Clock clock) {
        this.store = store;
        this.batches = batches;
        this.claims = claims;
        this.fill = fill;
        this.pass = pass;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Returns when every line has its result, the signal is set, or something went wrong.
     *
     * @return what went wrong, when something did
     */
    Optional<Exception> lead(Turn turn) throws IOException, InterruptedException {
        try (ProviderBatchDrives drives = batches.resume(turn.job(), turn.pace())) {
            return switch (turn.job().control()) {
                case RUN, PAUSE, FAIL -> send(turn, drives);
                case CANCEL -> refuse(turn, drives, BadLine.CANCELLED, "The job was cancelled before this line.");
                case EXPIRE ->
                    refuse(
                            turn,
                            drives,
                            BadLine.EXPIRED,
                            "This request could not be executed before the completion window expired.");
            };
        }
    }

    /**
     * Sends those lines live that no other gateway works on.
     *
     * @return whether there were any whose time has come
     */
    boolean help(Turn turn) throws IOException, InterruptedException {
        try (OwnLines own = batches.own(turn.job());
                Lines lines = turn.input().open()) {
            PutOff putOff = batches.putOff(turn.job());
            Optional<Exception> failure = send(turn, lines, own, putOff);
            if (failure.isPresent() && !turn.stop().isSet()) {
                throw new IOException("lines could not be sent", failure.get());
            }
            return own.toBeSent() > putOff.lines();
        }
    }

    private Optional<Exception> send(Turn turn, ProviderBatchDrives drives) throws IOException, InterruptedException {
        if (!plan(turn, drives)) {
            return Optional.empty();
        }
        while (true) {
            int ended = drives.ended();
            boolean idle = drives.isIdle();
            PutOff putOff = batches.putOff(turn.job());
            Optional<Exception> failure;
            boolean metOthers;
            try (OwnLines own = batches.own(turn.job());
                    Lines lines = turn.input().open()) {
                failure = send(turn, lines, own, putOff);
                metOthers = own.metOthers();
            }
            boolean isRestElsewhere = !idle || metOthers || putOff.lines() > 0;
            if (failure.isPresent() || turn.stop().isSet() || !isRestElsewhere || isDone(turn.job())) {
                return failure;
            }
            tell(turn.job(), putOff);
            await(turn, drives, ended, putOff.earliest());
        }
    }

    /** False when the signal was set first. */
    private boolean plan(Turn turn, ProviderBatchDrives drives) throws IOException {
        if (batches.arePossible(turn.job())) {
            try (OwnLines own = batches.own(turn.job());
                    Lines lines = turn.input().open()) {
                if (!fill.fill(turn.job(), lines, own, drives, turn.stop())) {
                    return false;
                }
            }
        }
        claims.release(JobWork.planning(turn.job().id()));
        return true;
    }

    private static void tell(Job job, PutOff putOff) {
        putOff.earliest()
                .ifPresent(moment -> LOG.info(
                        "Batch {}: {} lines wait for lower prices, from {}. A deadline before that lets them go at once.",
                        job.name(),
                        putOff.lines(),
                        moment));
    }

    private Optional<Exception> send(Turn turn, Lines lines, OwnLines own, PutOff putOff)
            throws IOException, InterruptedException {
        return pass.send(turn.job(), lines, own, putOff, turn.pace(), turn.seat()::priority, turn.stop());
    }

    private boolean isDone(Job job) {
        Job now = store.job(job.id());
        return now.linesTotal().isPresent()
                && now.linesDone() == now.linesTotal().getAsLong();
    }

    /**
     * Waits for a further batch, or for what other gateways work on, to end, or for a moment; meanwhile another job may
     * have the place.
     */
    private void await(Turn turn, ProviderBatchDrives drives, int ended, Optional<Instant> moment)
            throws InterruptedException {
        Job job = turn.job();
        turn.seat().idle(true);
        try {
            while (drives.ended() == ended
                    && !turn.stop().isSet()
                    && (moment.isPresent() ? clock.instant().isBefore(moment.get()) : isElsewhere(job, drives))) {
                if (drives.isIdle()) {
                    turn.stop().await(MOMENT);
                } else {
                    drives.awaitMore(ended);
                }
                turn.pace().due().ifPresent(LOG::info);
                if (job.control() == Job.Control.RUN
                        && limits.endRun(job, turn.pace().now())) {
                    turn.stop().set();
                }
            }
        } finally {
            turn.seat().idle(false);
        }
    }

    private boolean isElsewhere(Job job, ProviderBatchDrives drives) {
        return !drives.isIdle() || claims.isHeldByOthers(JobWork.lines(job.id()));
    }

    private Optional<Exception> refuse(Turn turn, ProviderBatchDrives drives, String code, String message)
            throws IOException, InterruptedException {
        while (isElsewhere(turn.job(), drives) && !turn.stop().isSet()) {
            await(turn, drives, drives.ended(), Optional.empty());
        }
        if (!turn.stop().isSet()) {
            try (OwnLines own = batches.own(turn.job());
                    Lines lines = turn.input().open()) {
                pass.refuse(turn.job(), lines, own, turn.pace(), code, message, turn.stop());
            }
        }
        return Optional.empty();
    }
}
