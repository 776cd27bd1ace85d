package io.fareway.provider;

import java.io.IOException;

/** A call was cancelled because the caller who wanted its answer has left. Nobody's fault. */
final class CallerGoneException extends IOException {

    CallerGoneException(Throwable cause) {
        super("the caller went away", cause);
    }
}
