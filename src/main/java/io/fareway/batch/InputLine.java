package io.fareway.batch;

/** A line of a job file that is not blank. */
sealed interface InputLine {

    /** Its place in the file, blank lines included; 1 is the first. */
    long number();

    /** A line of acceptable length, without its line end. */
    record Text(long number, byte[] bytes) implements InputLine {}

    /** A line that was skipped because it is longer than allowed. */
    record TooLong(long number, long maxBytes) implements InputLine {}

    /**
     * A record that cannot be made a request.
     *
     * @param code of the error, in one word
     * @param whatIsWrong the rest of a sentence that begins with the line
     */
    record Unusable(long number, String code, String whatIsWrong) implements InputLine {}
}
