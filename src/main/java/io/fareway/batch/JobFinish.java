package io.fareway.batch;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Brings the results of a job into the outbox. May be interrupted and repeated at any point. */
final class JobFinish {

    private static final Logger LOG = LoggerFactory.getLogger(JobFinish.class);

    private final JobStore store;
    private final LineStore lines;
    private final ProviderBatchStore batches;
    private final JobPlaces places;
    private final JobReports reports;
    private final Clock clock;

    JobFinish(
            JobStore store,
            LineStore lines,
            ProviderBatchStore batches,
            JobPlaces places,
            JobReports reports,
            Clock clock) {
        this.store = store;
        this.lines = lines;
        this.batches = batches;
        this.places = places;
        this.reports = reports;
        this.clock = clock;
    }

    /** Lets the results be seen while their job runs, where its owner wants that; to be closed when the run ends. */
    Optional<Growth> grow(Job job) {
        return job.options().order() == JobOptions.Order.ANY
                ? Optional.of(places.of(job).grow(choose(job)))
                : Optional.empty();
    }

    /** Settles the name of the result file: a repetition must not make two. */
    private synchronized Job choose(Job job) {
        if (job.output().isEmpty()) {
            store.output(job.id(), places.of(job).chooseOutput(job));
        }
        return store.job(job.id());
    }

    /**
     * Settles that every line has its result: none is taken back from here on.
     *
     * @return empty when one was taken back just before, to be sent again
     */
    Optional<Job> close(Job job) {
        Job chosen = choose(job);
        return store.writing(chosen.id()) ? Optional.of(store.job(chosen.id())) : Optional.empty();
    }

    /** Ends a job whose input cannot be read: no line of it was sent. */
    void refuse(Job job, String fault) throws IOException {
        places.of(job).refuse(job, fault);
        lines.forgetLines(job.id());
        store.failed(job.id(), fault, clock.millis());
        LOG.error("Batch {} has failed, nothing of it was sent: it {}", job.name(), fault);
    }

    /** Writes the result file, moves the input away, forgets the lines, ends the job. */
    void complete(Job ending) throws IOException {
        JobPlace place = places.of(ending);
        if (ending.state() == Job.State.WRITING) {
            place.deliver(ending);
            // from here on a restart must not bring the file back: its reader may have taken it away
            store.delivered(ending.id());
        }
        Job job = store.job(ending.id());
        place.finish(job);
        JobReport report = reports.of(job, clock.instant());
        if (job.report().isEmpty()) { // else its lines are half forgotten already
            store.report(job.id(), report.asJson().toString());
        }
        batches.forgetLines(job.id());
        lines.forgetLines(job.id());
        store.done(job.id(), clock.millis());
        LOG.atLevel(job.linesDone() == 0 ? Level.WARN : Level.INFO)
                .log("Batch {}; results in {}", report.sentence(job), place.told(job));
    }
}
