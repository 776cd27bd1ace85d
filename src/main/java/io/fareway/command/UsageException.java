package io.fareway.command;

/** The arguments of a command cannot be used. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses the arguments.
     *
     * @param message what is wrong with them and what to write instead
     */
    public UsageException(String message) {
        super(message);
    }
}
