package io.fareway.pricing;

import java.io.IOException;

/** A price feed could not be fetched, or is no price table: nothing of it may be used. */
final class FeedException extends IOException {

    private static final long serialVersionUID = 1L;

    FeedException(String message) {
        super(message);
    }

    FeedException(String message, Throwable cause) {
        super(message, cause);
    }
}
