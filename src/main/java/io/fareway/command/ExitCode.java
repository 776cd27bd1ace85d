package io.fareway.command;

/** What a command tells the shell. */
public final class ExitCode {

    /** Done, and nothing is wrong. */
    public static final int OK = 0;

    /** Done, and something is wrong; or not done because of a failure. */
    public static final int FAILED = 1;

    /** Not begun: no such command, or arguments that it does not know. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
