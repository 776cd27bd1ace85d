package io.fareway.batch;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Works closing reports out, while the lines of a job are still known. */
@Component
final class JobReports {

    private final LineStore lines;
    private final JobCosts costs;

    JobReports(LineStore lines, JobCosts costs) {
        this.lines = lines;
        this.costs = costs;
    }

    /** The report of a job whose lines all have their results. */
    JobReport of(Job job, Instant end) {
        return new JobReport(
                job.linesDone(),
                job.linesFailed(),
                costs.of(job.id()),
                lines.tallies(job.id()),
                lines.failures(job.id()),
                Duration.between(job.receivedAt(), end));
    }
}
