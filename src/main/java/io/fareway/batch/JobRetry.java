package io.fareway.batch;

import io.fareway.model.RequestError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a new job of the lines of a done one that were sent and failed. */
final class JobRetry {

    private static final Logger LOG = LoggerFactory.getLogger(JobRetry.class);
    private static final int PAGE = 1000;

    private final LineStore store;
    private final JobFolders folders;
    private final Lines.Source source;
    private final BatchEngine engine;

    JobRetry(LineStore store, JobFolders folders, Lines.Source source, BatchEngine engine) {
        this.store = store;
        this.folders = folders;
        this.source = source;
        this.engine = engine;
    }

    /**
     * Copies the failed lines of the input into a new input and makes a job of it; one at a time, so that no two find the
     * same free name.
     *
     * @throws RequestError when no line failed that was sent, the job came by the API, or its input is gone
     */
    synchronized Job asNewJob(Job done) {
        if (done.options().source() == JobOptions.Source.API) {
            throw RequestError.invalid(
                    "action", "A batch that came by the API is retried there: create one from its error file.");
        }
        if (store.failedAfter(done.id(), 0, 1).isEmpty()) {
            throw RequestError.invalid("action", "Job '" + done.id() + "' has no line that was sent and failed.");
        }
        if (!folders.isInputKept(done)) {
            throw RequestError.invalid(
                    "action", "The input of job '" + done.id() + "' is no longer " + folders.kept(done) + ".");
        }
        try {
            String name = folders.freeInput(InputFormat.resultName(done.name()));
            long lines = copy(done, name);
            Job job = engine.register(name, done.options(), done.priority());
            LOG.info("Batch {} sends {} failed lines of {} again", name, lines, done.name());
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long copy(Job done, String name) throws IOException {
        long copied = 0;
        try (Lines lines = source.open(done, folders.kept(done));
                DurableFile file = DurableFile.create(folders.running(name))) {
            Queue<Long> failed = new ArrayDeque<>(store.failedAfter(done.id(), 0, PAGE));
            for (Optional<InputLine> next = lines.next(); next.isPresent() && !failed.isEmpty(); next = lines.next()) {
                if (next.get().number() == failed.element() && next.get() instanceof InputLine.Text line) {
                    file.writeLine(line.bytes());
                    copied++;
                    failed.remove();
                    if (failed.isEmpty()) {
                        failed.addAll(store.failedAfter(done.id(), line.number(), PAGE));
                    }
                }
            }
            file.commit();
        }
        return copied;
    }
}
