package io.fareway.batch;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One job file.
 *
 * @param name its file name in {@code inbox/running}
 * @param options what its owner wants
 * @param inputBytes its length when it was claimed
 * @param control what an operator, its budget or its deadline wants of it now
 * @param note why it is paused, in one line; empty when it is not
 * @param priority jobs of a larger one go first
 * @param output the name of its result file; empty until chosen
 * @param report the closing report as JSON; empty until it is done
 */
record Job(
        String id,
        String name,
        JobOptions options,
        long inputBytes,
        State state,
        Control control,
        String note,
        int priority,
        Optional<String> output,
        Counts counts,
        Instant receivedAt,
        Optional<Instant> finishedAt,
        String report) {

    /** How far a job is. */
    enum State {
        /** Lines are being sent. */
        RUNNING,
        /** Every line has its result; the result file is being written. */
        WRITING,
        /** The result file is in place; the input is not moved yet. */
        DELIVERED,
        /** Nothing is left to do. */
        DONE
    }

    /** What is wanted of a job whose lines do not all have results. */
    enum Control {
        /** Send the lines. */
        RUN,
        /** Send none until told otherwise. */
        PAUSE,
        /** Send no more, and end with an error for each line that was not answered. */
        CANCEL,
        /** The same, because its time is over. */
        EXPIRE,
        /** Nothing: its input cannot be read. */
        FAIL
    }

    /**
     * How many lines.
     *
     * @param total lines that are not blank; empty until counted
     * @param done lines with a result
     * @param failed those of them whose result is an error
     * @param costUsd of the lines done, as far as it is known
     */
    record Counts(OptionalLong total, long done, long failed, BigDecimal costUsd) {

        static final Counts NONE = new Counts(OptionalLong.empty(), 0, 0, BigDecimal.ZERO);
    }

    OptionalLong linesTotal() {
        return counts.total();
    }

    long linesDone() {
        return counts.done();
    }

    long linesFailed() {
        return counts.failed();
    }

    boolean isDone() {
        return state == State.DONE;
    }
}
