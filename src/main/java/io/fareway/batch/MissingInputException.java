package io.fareway.batch;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody has taken the input of a running job away. */
final class MissingInputException extends IOException {

    MissingInputException(Path input) {
        super(input + " is gone");
    }
}
