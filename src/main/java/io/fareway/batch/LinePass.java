package io.fareway.batch;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/**
 * Goes once through the lines of a job that have no result. Holds at most one line that was read and those under way, each
 * of which keeps its slot until its result is recorded: a crash sends no more lines again than there are slots.
 */
final class LinePass {

    private final LineStore store;
    private final LineDelivery delivery;
    private final LineSlots slots;
    private final JobLimits limits;
    private final Clock clock;
    private final BatchProperties properties;
    private final LineParser parser = new LineParser();
    private final LineReading reading;
    private final ResultLines results = new ResultLines();

    LinePass(
            LineStore store,
            LineDelivery delivery,
            LineSlots slots,
            JobLimits limits,
            Clock clock,
            BatchProperties properties) {
        this.store = store;
        this.reading = new LineReading(store);
        this.delivery = delivery;
        this.slots = slots;
        this.limits = limits;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Sends each line and records its result.
     *
     * @param own says which lines are to be sent
     * @param putOff says when
     * @param priority of the job, now
     * @return what went wrong, when something did; lines without a result remain then
     */
    Optional<Exception> send(
            Job job, Lines lines, OwnLines own, PutOff putOff, Pace pace, IntSupplier priority, StopSignal stop)
            throws IOException, InterruptedException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Recorder recorder = recorder(job, pace, stop);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Optional<InputLine> next = lines.next(); next.isPresent(); next = lines.next()) {
                if (stop.isSet() || failure.get() != null) {
                    break;
                }
                if (!own.isToBeSent(next.get().number())) {
                    continue;
                }
                switch (reading.read(job, next.get())) {
                    case BadLine bad -> recorder.add(results.refused(job.id(), bad));
                    case BatchLine good -> {
                        LiveStart start = putOff.start(good);
                        if (start.notBefore().isEmpty()) {
                            Optional<LineSlots.Slot> slot = slots.acquire(priority, good.model(), stop);
                            slot.filter(taken -> isStillOurs(own, taken))
                                    .ifPresent(taken -> workers.execute(
                                            () -> send(good, start.way(), taken, recorder, failure, stop)));
                        }
                    }
                }
            }
        }
        return Optional.ofNullable(failure.get());
    }

    /** The wait for a slot may have been long, and others may have taken this gateway for dead. */
    private static boolean isStillOurs(OwnLines own, LineSlots.Slot slot) {
        boolean ours = own.areStillOurs();
        if (!ours) {
            slot.release(false);
        }
        return ours;
    }

    private void send(
            BatchLine line,
            Way way,
            LineSlots.Slot slot,
            Recorder recorder,
            AtomicReference<Exception> failure,
            StopSignal stop) {
        boolean rateLimited = false;
        try {
            Optional<LineDelivery.Delivered> delivered = delivery.deliver(line, way, stop);
            if (delivered.isPresent()) {
                rateLimited = delivered.get().rateLimited();
                recorder.record(delivered.get().result());
            }
        } catch (InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            slot.release(rateLimited);
        }
    }

    /**
     * Gives each line of ours that has no result this error as its result.
     *
     * @param code of the error, in one word
     */
    void refuse(Job job, Lines lines, OwnLines own, Pace pace, String code, String message, StopSignal stop)
            throws IOException, InterruptedException {
        try (Recorder recorder = recorder(job, pace, stop)) {
            for (Optional<InputLine> next = lines.next(); next.isPresent() && !stop.isSet(); next = lines.next()) {
                long number = next.get().number();
                if (own.isUnanswered(number)) {
                    ParsedLine parsed = parser.parse(job.id(), next.get());
                    recorder.add(results.refused(job.id(), new BadLine(number, parsed.readableId(), code, message)));
                }
            }
        }
    }

    private Recorder recorder(Job job, Pace pace, StopSignal stop) {
        return new Recorder(job, store, pace, limits, clock, stop, properties);
    }
}
