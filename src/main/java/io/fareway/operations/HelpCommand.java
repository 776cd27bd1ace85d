package io.fareway.operations;

import io.fareway.command.Command;
import io.fareway.command.CommandArguments;
import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import io.fareway.command.UsageException;
import io.fareway.model.NearestName;
import java.io.PrintStream;
import org.springframework.stereotype.Component;

/** Lists the commands, or shows how one is written. */
@Component
@CommandSyntax(
        name = HelpCommand.NAME,
        summary = "Lists the commands, or shows the options of one",
        words = "[COMMAND]",
        ledger = false)
final class HelpCommand implements Command {

    static final String NAME = "help";

    private final CommandCatalogue catalogue;

    HelpCommand(CommandCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public int run(CommandArguments arguments, PrintStream out) {
        if (arguments.words().isEmpty()) {
            new HelpText(catalogue).list(out);
        } else {
            String name = arguments.words().getFirst();
            HelpText.of(
                    catalogue
                            .syntax(name)
                            .orElseThrow(() -> new UsageException(
                                    "unknown command \"" + name + "\"" + NearestName.hint(name, catalogue.names()))),
                    out);
        }
        return ExitCode.OK;
    }
}
