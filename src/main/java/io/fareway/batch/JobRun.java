package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a job from wherever it is to its end. Holds at most one line that was read, those under way (one for each
 * permit), as many results that wait for the recorder, and as many and one that it is writing.
 */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final JobStore store;
    private final JobFolders folders;
    private final Lines.Source source;
    private final LineParser parser;
    private final ResultLines results;
    private final LineDelivery delivery;
    private final JobFinish finish;
    private final Clock clock;
    private final StopSignal stop;
    private final Semaphore permits;
    private final int concurrency;

    JobRun(
            JobStore store,
            JobFolders folders,
            Lines.Source source,
            LineDelivery delivery,
            JobFinish finish,
            Clock clock,
            StopSignal stop,
            int concurrency) {
        this.store = store;
        this.folders = folders;
        this.source = source;
        this.parser = new LineParser();
        this.results = new ResultLines();
        this.delivery = delivery;
        this.finish = finish;
        this.clock = clock;
        this.stop = stop;
        this.permits = new Semaphore(concurrency, true);
        this.concurrency = concurrency;
    }

    /**
     * Works on the job until it is done or the gateway stops.
     *
     * @throws MissingInputException when its input is gone
     * @throws IOException when a file cannot be read or written; what is done stays done
     */
    void run(String id) throws IOException, InterruptedException {
        Job job = store.job(id);
        if (job.state() == Job.State.RUNNING && allLinesDone(job)) {
            job = finish.choose(store.job(id));
        }
        if (job.state() == Job.State.WRITING || job.state() == Job.State.DELIVERED) {
            finish.complete(job);
        }
    }

    private boolean allLinesDone(Job job) throws IOException, InterruptedException {
        checkInput(job);
        Optional<Long> total = total(job);
        if (total.isEmpty()) {
            return false;
        }
        LOG.info(
                "Batch {} {}: {} lines, {} of them done",
                job.name(),
                job.linesDone() == 0 ? "begins" : "goes on",
                total.get(),
                job.linesDone());
        Optional<Exception> failure = sendLines(job, total.get());
        long done = store.job(job.id()).linesDone();
        if (stop.isSet() || done == total.get()) {
            return done == total.get();
        }
        throw new IOException(total.get() - done + " lines have no result yet", failure.orElse(null));
    }

    private void checkInput(Job job) throws IOException {
        if (folders.isInputGone(job)) {
            throw new MissingInputException(folders.input(job));
        }
        long size = Files.size(folders.input(job));
        if (size != job.inputBytes()) {
            throw new IOException(folders.input(job) + " was changed while its job runs: it has " + size
                    + " bytes instead of " + job.inputBytes() + ". Put the file back as it was.");
        }
    }

    private Optional<Long> total(Job job) throws IOException {
        if (job.linesTotal().isPresent()) {
            return Optional.of(job.linesTotal().getAsLong());
        }
        try (Lines lines = source.open(folders.input(job))) {
            return new Survey(parser, store).count(job, lines, stop);
        }
    }

    private Optional<Exception> sendLines(Job job, long total) throws IOException, InterruptedException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        RecordedLines recorded = new RecordedLines(store, job.id());
        Progress progress = new Progress(job, total, System::nanoTime);
        try (Lines lines = source.open(folders.input(job));
                Recorder recorder = new Recorder(job, store, progress, clock, stop, concurrency);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Optional<InputLine> next = lines.next(); next.isPresent(); next = lines.next()) {
                if (stop.isSet() || failure.get() != null) {
                    break;
                }
                InputLine line = next.get();
                if (recorded.contains(line.number())) {
                    continue;
                }
                permits.acquire();
                workers.execute(() -> {
                    try {
                        work(job, line, recorder);
                    } catch (InterruptedException | RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        permits.release();
                    }
                });
            }
        }
        return Optional.ofNullable(failure.get());
    }

    private void work(Job job, InputLine line, Recorder recorder) throws InterruptedException {
        if (stop.isSet()) {
            return;
        }
        ParsedLine parsed = withUniqueId(job, parser.parse(job.id(), line));
        Optional<LineResult> result =
                switch (parsed) {
                    case BatchLine good -> delivery.deliver(good);
                    case BadLine bad -> Optional.of(results.refused(job.id(), bad));
                };
        if (result.isPresent()) {
            recorder.add(result.get());
        }
    }

    private ParsedLine withUniqueId(Job job, ParsedLine line) {
        if (!(line instanceof BatchLine good)) {
            return line;
        }
        OptionalLong first = store.firstUse(job.id(), good.customId());
        if (first.isPresent() && first.getAsLong() == line.number()) {
            return line;
        }
        String message = "Line " + line.number() + " has the custom_id of line "
                + (first.isPresent() ? first.getAsLong() : 0) + ". Give each line one of its own.";
        return new BadLine(line.number(), line.readableId(), "duplicate_custom_id", message);
    }
}
