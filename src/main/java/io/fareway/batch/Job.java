package io.fareway.batch;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One job file.
 *
 * @param name its file name in {@code inbox/running}
 * @param inputBytes its length when it was claimed
 * @param output the name of its result file; empty until chosen
 * @param linesTotal lines that are not blank; empty until counted
 * @param linesDone lines with a result
 * @param linesFailed those of them whose result is an error
 */
record Job(
        String id,
        String name,
        long inputBytes,
        State state,
        Optional<String> output,
        OptionalLong linesTotal,
        long linesDone,
        long linesFailed) {

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
}
