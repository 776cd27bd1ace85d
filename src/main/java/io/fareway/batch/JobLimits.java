package io.fareway.batch;

import io.fareway.model.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Watches the budget and the expiry of jobs while their lines are sent. */
@Component
final class JobLimits {

    private static final Logger LOG = LoggerFactory.getLogger(JobLimits.class);

    private final JobStore store;
    private final Clock clock;

    JobLimits(JobStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Pauses a job whose budget is used up, and lets one expire that was promised to end by now. Lines under way still
     * finish, and may cost a little more than the budget.
     *
     * @return whether no further lines are to be sent
     */
    boolean endRun(Job job, Progress now) {
        try {
            return isExpired(job) ? expire(job) : isSpent(job, now.costUsd()) && pause(job, now);
        } catch (DataAccessException e) {
            LOG.debug("Batch {}: its limits are looked at again in a second", job.name(), e);
            return false;
        }
    }

    /** Whether the time of a job is over that must end then; those of the inbox go on and are late. */
    boolean isExpired(Job job) {
        return job.options().source() == JobOptions.Source.API
                && job.options()
                        .deadline()
                        .filter(end -> clock.instant().isAfter(end))
                        .isPresent();
    }

    private boolean expire(Job job) {
        return store.control(job.id(), Job.Control.EXPIRE, "its completion window is over");
    }

    private static boolean isSpent(Job job, BigDecimal costUsd) {
        Optional<BigDecimal> budget = job.options().budgetUsd();
        return budget.isPresent() && costUsd.compareTo(budget.get()) >= 0;
    }

    private boolean pause(Job job, Progress now) {
        String note = "its budget of " + Money.format(job.options().budgetUsd().orElseThrow()) + " USD is used up";
        LOG.warn(
                "Batch {} pauses after {} lines: {}. Give it a higher one and resume it, or cancel it: docs/batch.md, Control.",
                job.name(),
                now.done(),
                note);
        return store.control(job.id(), Job.Control.PAUSE, note);
    }
}
