package io.fareway.provider;

import java.io.IOException;

/** An answer, whole or streamed, that is larger than any chat answer: a fault of its provider. */
final class TooLargeException extends IOException {

    TooLargeException(long mostBytes) {
        super("more than " + mostBytes / 1024 / 1024 + " MiB");
    }
}
