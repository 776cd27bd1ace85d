package io.fareway.batch;

import java.io.IOException;

/**
 * One run of a job on this gateway.
 *
 * @param input opens it from its start
 * @param stop ends the run
 */
record Turn(Job job, Input input, Pace pace, JobSeat seat, StopSignal stop) {

    /** Opens the input of a job. */
    @FunctionalInterface
    interface Input {
        Lines open() throws IOException;
    }
}
