package io.fareway.operations;

import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import java.io.PrintStream;
import org.springframework.stereotype.Component;

/**
 * Checks {@code config/} and {@code routes/} as a start would, and starts every route once without taking anything in.
 * Changes nothing: a database in memory stands in for the ledger.
 */
@Component
@CommandSyntax(
        name = "validate",
        summary = "Checks config/ and routes/ without starting the gateway; exit code 1 when something is wrong",
        ledger = false)
final class ValidateCommand implements Command {

    private final LiveRoutes routes;
    private final SettingsProperties settings;
    private final RouteProperties folders;

    ValidateCommand(LiveRoutes routes, SettingsProperties settings, RouteProperties folders) {
        this.routes = routes;
        this.settings = settings;
        this.folders = folders;
    }

    @Override
    public int run(CommandArguments arguments, PrintStream out) {
        try {
            routes.check();
        } catch (RevisionRefusedException refused) {
            out.println(refused.report());
            int problems = refused.problems().size();
            out.println(problems + (problems == 1 ? " problem" : " problems"));
            return ExitCode.FAILED;
        }
        out.println("No problem found in " + settings.folder() + " and " + folders.folder());
        return ExitCode.OK;
    }
}
