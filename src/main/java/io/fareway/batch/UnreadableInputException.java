package io.fareway.batch;

import java.io.IOException;

/** A job file as a whole cannot be understood: trying again would not help. */
final class UnreadableInputException extends IOException {

    /** @param what is wrong, as the rest of a sentence that begins with the file's name */
    UnreadableInputException(String what) {
        super(what);
    }
}
