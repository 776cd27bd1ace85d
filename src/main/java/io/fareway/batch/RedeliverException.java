package io.fareway.batch;

/** A message that cannot be answered now: its transaction is rolled back, and the broker delivers it again later. */
public final class RedeliverException extends Exception {

    RedeliverException(String reason) {
        super(reason, null, false, false);
    }
}
