package io.fareway.batch;

import io.fareway.batch.JobStore.StoredResult;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Brings the results of a job into the outbox. May be interrupted and repeated at any point. */
final class JobFinish {

    private static final Logger LOG = LoggerFactory.getLogger(JobFinish.class);
    private static final int RESULTS_AT_ONCE = 32;

    private final JobStore store;
    private final JobFolders folders;
    private final JobCosts costs;
    private final Clock clock;

    JobFinish(JobStore store, JobFolders folders, JobCosts costs, Clock clock) {
        this.store = store;
        this.folders = folders;
        this.costs = costs;
        this.clock = clock;
    }

    /** Settles that every line has its result, and the name of the result file: a repetition must not make two. */
    synchronized Job choose(Job job) {
        if (job.output().isEmpty()) {
            store.writing(job.id(), folders.freeOutput(job.name(), store::isOutputTaken));
        }
        return store.job(job.id());
    }

    /** Writes the result file, moves the input away, forgets the lines, ends the job. */
    void complete(Job job) throws IOException {
        String output = job.output().orElseThrow();
        if (job.state() == Job.State.WRITING) {
            write(job, output);
            // from here on a restart must not bring the file back: its reader may have taken it away
            store.delivered(job.id());
        }
        folders.finish(job);
        store.forgetLines(job.id());
        store.done(job.id(), clock.millis());
        String empty = job.linesDone() == 0 ? "; it had no lines" : "";
        LOG.atLevel(job.linesDone() == 0 ? Level.WARN : Level.INFO)
                .log(
                        "Batch {} is done: {} lines, {} failed, {}; results in {}{}",
                        job.name(),
                        job.linesDone(),
                        job.linesFailed(),
                        costs.of(job.id()),
                        folders.output(output),
                        empty);
    }

    private void write(Job job, String output) throws IOException {
        try (DurableFile file = DurableFile.create(folders.output(output))) {
            long last = 0;
            List<StoredResult> page = store.resultsAfter(job.id(), last, RESULTS_AT_ONCE);
            while (!page.isEmpty()) {
                for (StoredResult result : page) {
                    file.writeLine(result.json());
                }
                last = page.getLast().line();
                page = store.resultsAfter(job.id(), last, RESULTS_AT_ONCE);
            }
            file.commit();
        }
    }
}
