package io.fareway.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the results of one run of a job: what finishes together shares a transaction. */
final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_PAUSE = Duration.ofMillis(200);

    private final Job job;
    private final LineStore store;
    private final Pace pace;
    private final JobLimits limits;
    private final Clock clock;
    private final StopSignal stop;
    private final Duration stopTimeout;
    private OptionalLong lastTryNanos = OptionalLong.empty();
    /** Empty = no further results. */
    private final BlockingQueue<Optional<Handed>> queue;

    private final Thread writer;

    /** @param written reached when the result is recorded, or its recording was given up */
    private record Handed(LineResult result, CountDownLatch written) {}

    /** @param properties say how many results may wait, and how long they are tried to be recorded once the signal is set */
    Recorder(
            Job job,
            LineStore store,
            Pace pace,
            JobLimits limits,
            Clock clock,
            StopSignal stop,
            BatchProperties properties) {
        this.job = job;
        this.store = store;
        this.pace = pace;
        this.limits = limits;
        this.clock = clock;
        this.stop = stop;
        this.stopTimeout = properties.stopTimeout();
        this.queue = new ArrayBlockingQueue<>(properties.concurrency());
        this.writer = Thread.ofVirtual().name("batch-recorder-" + job.id()).start(this::writeAll);
    }

    /** Hands over a result that cost nothing; waits while too many wait already. */
    void add(LineResult result) throws InterruptedException {
        hand(result);
    }

    /** Hands over a result and returns when it is recorded, so that whoever bounds those under way bounds what a crash loses. */
    void record(LineResult result) throws InterruptedException {
        hand(result).await();
    }

    private CountDownLatch hand(LineResult result) throws InterruptedException {
        Handed handed = new Handed(result, new CountDownLatch(1));
        queue.put(Optional.of(handed));
        return handed.written();
    }

    private void writeAll() {
        try {
            boolean more = true;
            while (more) {
                more = writeNext();
                pace.due().ifPresent(LOG::info);
                if (!stop.isSet() && limits.endRun(job, pace.now())) {
                    stop.set();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the recorder", e);
        }
    }

    private boolean writeNext() throws InterruptedException {
        List<Optional<Handed>> together = new ArrayList<>();
        Optional.ofNullable(queue.poll(1, TimeUnit.SECONDS)).ifPresent(together::add);
        queue.drainTo(together);
        List<Handed> handed = together.stream().flatMap(Optional::stream).toList();
        if (!handed.isEmpty()) {
            try {
                write(handed.stream().map(Handed::result).toList());
            } finally {
                handed.forEach(one -> one.written().countDown());
            }
        }
        return handed.size() == together.size();
    }

    private void write(List<LineResult> results) throws InterruptedException {
        String told = "";
        while (true) {
            try {
                pace.add(store.record(job.id(), results, clock.millis()));
                return;
            } catch (RuntimeException e) { // a recorder that gave up would leave its workers waiting
                if (!told.equals(e.toString())) {
                    told = e.toString();
                    LOG.warn(
                            "Batch {}: {} results cannot be recorded; the job waits and tries again. Check the database"
                                    + " and the space on its disk.",
                            job.name(),
                            results.size(),
                            e);
                }
                if (stop.await(DATABASE_PAUSE) && !isToBeTriedOnceMore()) {
                    LOG.warn("Batch {}: its work ends here; these lines are sent again when it goes on", job.name());
                    return;
                }
            }
        }
    }

    /** Answers that were paid for outlast a fault that passes soon, also while the work ends. */
    private boolean isToBeTriedOnceMore() throws InterruptedException {
        long now = System.nanoTime();
        if (lastTryNanos.isEmpty()) {
            lastTryNanos = OptionalLong.of(now + stopTimeout.toNanos());
        }
        Thread.sleep(LAST_PAUSE);
        return now - lastTryNanos.getAsLong() < 0;
    }

    /** Returns when every result is recorded, or was given up. */
    @Override
    public void close() {
        boolean interrupted = false;
        boolean told = false;
        while (true) {
            try {
                if (!told) {
                    queue.put(Optional.empty());
                    told = true;
                }
                writer.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
