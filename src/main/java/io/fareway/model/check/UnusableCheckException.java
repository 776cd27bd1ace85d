package io.fareway.model.check;

/** A check that says nothing about an answer: a schema that cannot be read, or an expression that takes too long. */
public final class UnusableCheckException extends RuntimeException {

    private UnusableCheckException(String message, Throwable cause) {
        super(message, cause);
    }

    static UnusableCheckException of(String label, Throwable cause) {
        String reason = cause instanceof StackOverflowError ? "it goes too deep" : String.valueOf(cause.getMessage());
        return new UnusableCheckException("the check \"" + label + "\" cannot be used: " + reason, cause);
    }
}
