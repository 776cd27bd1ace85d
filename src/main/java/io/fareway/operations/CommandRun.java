package io.fareway.operations;

import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.UsageException;
import io.fareway.model.NearestName;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Finds the command that a line names, runs it, and says what is wrong with the line when it cannot. */
final class CommandRun {

    private final CommandCatalogue catalogue;
    private final PrintStream out;
    private final PrintStream err;

    CommandRun(CommandCatalogue catalogue, PrintStream out, PrintStream err) {
        this.catalogue = catalogue;
        this.out = out;
        this.err = err;
    }

    /** Runs it; returns an {@link ExitCode}. */
    int run(CommandLine line) {
        String name = line.command().orElseThrow();
        Optional<CommandSyntax> syntax = catalogue.syntax(name);
        if (syntax.isEmpty()) {
            err.println("unknown command \"" + name + "\"" + NearestName.hint(name, catalogue.names()));
            new HelpText(catalogue).list(err);
            return ExitCode.USAGE;
        }
        return run(syntax.get(), line.arguments());
    }

    private int run(CommandSyntax syntax, List<String> words) {
        try {
            CommandArguments arguments = CommandArguments.parse(syntax, words);
            Command command = catalogue.command(syntax.name()).orElseThrow();
            return command.run(arguments, out);
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            HelpText.of(syntax, err);
            return ExitCode.USAGE;
        } catch (IOException unusable) {
            err.println(syntax.name() + ": " + unusable.getMessage());
            return ExitCode.FAILED;
        } finally {
            out.flush();
        }
    }
}
