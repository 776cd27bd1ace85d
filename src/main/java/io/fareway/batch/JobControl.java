package io.fareway.batch;

import io.fareway.batch.sharing.WorkClaims;
import io.fareway.model.Money;
import io.fareway.model.RequestError;
import java.math.BigDecimal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's hand on jobs. */
final class JobControl {

    private static final Logger LOG = LoggerFactory.getLogger(JobControl.class);

    private final JobStore store;
    private final LineStore lines;
    private final JobWorkers workers;
    private final JobRetry retry;
    private final WorkClaims claims;

    JobControl(JobStore store, LineStore lines, JobWorkers workers, JobRetry retry, WorkClaims claims) {
        this.store = store;
        this.lines = lines;
        this.workers = workers;
        this.retry = retry;
        this.claims = claims;
    }

    /**
     * Sends no further lines of a job until it is resumed; lines under way finish.
     *
     * @throws RequestError when there is no such job, or nothing left to pause
     */
    Job pause(String id) {
        set(id, Job.Control.PAUSE, "paused by an operator");
        workers.interrupt(id);
        return told(id, "paused");
    }

    /**
     * Lets a paused job go on.
     *
     * @throws RequestError when there is no such job, or it is not paused
     */
    Job resume(String id) {
        Job job = find(id);
        if (job.control() != Job.Control.PAUSE) {
            throw RequestError.invalid("action", "Job '" + id + "' is not paused.");
        }
        set(id, Job.Control.RUN, "");
        workers.submit(store.job(id));
        return told(id, "resumed");
    }

    /**
     * Sends no further lines; those without a result get the error {@code batch_cancelled}, and the job ends.
     *
     * @throws RequestError when there is no such job, or every line has its result already
     */
    Job cancel(String id) {
        set(id, Job.Control.CANCEL, "");
        workers.submit(store.job(id));
        return told(id, "cancelled");
    }

    /**
     * Gives a job another budget. One that has paused because its budget was used up is resumed apart.
     *
     * @param usd what it may cost in all
     * @throws RequestError when there is no such job, or it is done
     */
    Job budget(String id, BigDecimal usd) {
        Job job = find(id);
        if (job.isDone()) {
            throw RequestError.invalid("action", "Job '" + id + "' is done: it is too late for that.");
        }
        store.options(id, job.options().withBudget(usd));
        workers.interrupt(id);
        return told(id, "given a budget of " + Money.format(usd) + " USD");
    }

    /**
     * Gives a job another priority; larger goes first, a new job has 0.
     *
     * @throws RequestError when there is no such job
     */
    Job priority(String id, int priority) {
        find(id);
        store.priority(id, priority);
        workers.reprioritise(id, priority);
        return told(id, "given priority " + priority);
    }

    /**
     * Sends the lines again that were sent and failed: within the job while it is not done, as a job of its own with
     * these lines only when it is.
     *
     * @return the job that sends them
     * @throws RequestError when there is no such job, or no such line
     */
    Job retryFailed(String id) {
        Job job = find(id);
        if (job.isDone()) {
            return retry.asNewJob(job);
        }
        if (job.state() != Job.State.RUNNING || job.control() == Job.Control.CANCEL) {
            throw RequestError.invalid("action", "Job '" + id + "' is just ending. Try again when it is done.");
        }
        int reopened = lines.reopenFailed(id);
        if (reopened == 0 && store.job(id).state() != Job.State.RUNNING) {
            throw RequestError.invalid("action", "Job '" + id + "' has just ended. Try again.");
        }
        if (reopened == 0) {
            throw RequestError.invalid("action", "Job '" + id + "' has no line that was sent and failed.");
        }
        workers.submit(store.job(id));
        return told(id, "told to send " + reopened + " failed lines again");
    }

    /** The latest jobs, those that are not done first. */
    List<Job> latest(int limit) {
        return store.latest(limit);
    }

    /**
     * The job of this id.
     *
     * @throws RequestError when there is none
     */
    Job find(String id) {
        return store.find(id)
                .orElseThrow(() -> RequestError.notFound("There is no job '" + id + "'. GET /admin/jobs lists them."));
    }

    /** Whether a gateway works on the job now. */
    boolean isWorking(Job job) {
        return workers.isWorking(job.id()) || claims.isHeldByOthers(JobWork.lead(job.id()));
    }

    private void set(String id, Job.Control control, String note) {
        Job job = find(id);
        if (!store.control(id, control, note)) {
            throw RequestError.invalid(
                    "action",
                    "Job '" + id + "' is " + JobView.stateOf(job, isWorking(job)) + ": it is too late for that.");
        }
    }

    private Job told(String id, String what) {
        Job job = store.job(id);
        LOG.info("Batch {} was {} by an operator", job.name(), what);
        return job;
    }
}
