package io.fareway.batch;

/** A line of a job file that is not blank. */
sealed interface InputLine {

    /** Its place in the file, blank lines included; 1 is the first. */
    long number();

    /** A line of acceptable length, without its line end. */
    record Text(long number, byte[] bytes) implements InputLine {}

    /** A line that was skipped because it is longer than allowed. */
    record TooLong(long number, long maxBytes) implements InputLine {}
}
