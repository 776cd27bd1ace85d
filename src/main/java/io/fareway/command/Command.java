package io.fareway.command;

import java.io.IOException;
import java.io.PrintStream;

/**
 * Something that a person runs once from the command line, {@code java -jar fareway.jar NAME}, without a web server and
 * without live routes. A bean whose class carries {@link CommandSyntax} is found by that name. No lifecycle is started:
 * a command starts what it needs.
 */
@FunctionalInterface
public interface Command {

    /**
     * Runs it.
     *
     * @param arguments checked against the command's syntax
     * @param out standard output; whatever else writes there goes to standard error
     * @return {@link ExitCode}
     * @throws UsageException when the arguments cannot be used; the person is shown the syntax
     * @throws IOException when a file cannot be read or written; its message is shown
     */
    int run(CommandArguments arguments, PrintStream out) throws IOException;
}
