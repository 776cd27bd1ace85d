package io.fareway.batch;

/** A message that can never be answered. Its text is the reason, for the person who finds it among the dead letters. */
public final class DeadLetterException extends Exception {

    DeadLetterException(String reason) {
        super(reason);
    }
}
