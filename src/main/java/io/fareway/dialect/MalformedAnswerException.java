package io.fareway.dialect;

/** A body that is not what its wire format promises. */
public final class MalformedAnswerException extends Exception {

    /** Says what is missing or wrong, in words that quote nothing of the body. */
    public MalformedAnswerException(String message) {
        super(message);
    }
}
