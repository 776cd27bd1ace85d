package io.fareway.batch;

import io.fareway.batch.LineStore.StoredResult;
import io.fareway.model.RequestError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** The results of jobs as far as there are any: of running jobs from the database, of others from their files. */
@Component
final class JobResults {

    private static final int RESULTS_AT_ONCE = 32;

    private final JobStore jobs;
    private final LineStore lines;
    private final JobFolders folders;

    JobResults(JobStore jobs, LineStore lines, JobFolders folders) {
        this.jobs = jobs;
        this.lines = lines;
        this.folders = folders;
    }

    /**
     * The result lines of a job that are there now, in the order that its owner wants. To be closed.
     *
     * @throws RequestError when the job is done and its results are not in the outbox
     */
    InputStream of(Job job) throws IOException {
        return isKept(job) ? new Recorded(job) : file(job);
    }

    private static boolean isKept(Job job) {
        return job.state() == Job.State.RUNNING || job.state() == Job.State.WRITING;
    }

    private InputStream file(Job job) throws IOException {
        if (job.options().source() == JobOptions.Source.API) {
            throw RequestError.notFound(
                    "Job '" + job.id() + "' is done. Its caller has the results by /v1/batches/" + job.id() + ".");
        }
        Path file = folders.output(job.output().orElse(""));
        if (!Files.isRegularFile(file)) {
            throw RequestError.notFound("Job '" + job.id() + "' is done and its results are no longer " + file + ".");
        }
        return Files.newInputStream(file);
    }

    /** Reads a few results at a time. */
    private final class Recorded extends InputStream {

        private final Job job;
        private InputStream page = InputStream.nullInputStream();
        private long last;

        Recorded(Job job) {
            this.job = job;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = page.read(buffer, offset, length);
            if (read < 0 && turn()) {
                return page.read(buffer, offset, length);
            }
            return read;
        }

        /** False at the end. */
        private boolean turn() throws IOException {
            boolean ordered = job.options().order() == JobOptions.Order.INPUT;
            List<StoredResult> next = ordered
                    ? lines.resultsAfter(job.id(), last, RESULTS_AT_ONCE)
                    : lines.recordedAfter(job.id(), last, RESULTS_AT_ONCE);
            if (!isKept(jobs.job(job.id()))) {
                throw new IOException("job " + job.id() + " has ended meanwhile; its results are a file now");
            }
            if (next.isEmpty()) {
                return false;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            next.forEach(result -> bytes.writeBytes((result.json() + "\n").getBytes(StandardCharsets.UTF_8)));
            last = ordered ? next.getLast().line() : next.getLast().position();
            page = new ByteArrayInputStream(bytes.toByteArray());
            return true;
        }
    }
}
