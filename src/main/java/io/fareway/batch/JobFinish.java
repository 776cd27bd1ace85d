package io.fareway.batch;

import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Brings the results of a job into the outbox. May be interrupted and repeated at any point. */
final class JobFinish {

    private static final Logger LOG = LoggerFactory.getLogger(JobFinish.class);
    private static final int RESULTS_AT_ONCE = 32;

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

    /** Settles that every line has its result, and the name of the result file: a repetition must not make two. */
    synchronized Job choose(Job job) {
        if (job.output().isEmpty()) {
            store.writing(job.id(), places.of(job).chooseOutput(job));
        }
        return store.job(job.id());
    }

    /** Ends a job whose input cannot be read: no line of it was sent. */
    void refuse(Job job, String fault) throws IOException {
        places.of(job).refuse(job, fault);
        lines.forgetLines(job.id());
        store.failed(job.id(), fault, clock.millis());
        LOG.error("Batch {} has failed, nothing of it was sent: it {}", job.name(), fault);
    }

    /** Writes the result file, moves the input away, forgets the lines, ends the job. */
    void complete(Job job) throws IOException {
        JobPlace place = places.of(job);
        if (job.state() == Job.State.WRITING) {
            place.deliver(job, last -> lines.resultsAfter(job.id(), last, RESULTS_AT_ONCE));
            // from here on a restart must not bring the file back: its reader may have taken it away
            store.delivered(job.id());
        }
        place.finish(job);
        JobReport report = reports.of(job, clock.instant());
        store.report(job.id(), report.asJson().toString());
        batches.forgetLines(job.id());
        lines.forgetLines(job.id());
        store.done(job.id(), clock.millis());
        LOG.atLevel(job.linesDone() == 0 ? Level.WARN : Level.INFO)
                .log("Batch {}; results in {}", report.sentence(job), place.told(job));
    }
}
