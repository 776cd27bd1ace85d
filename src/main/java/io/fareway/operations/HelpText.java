package io.fareway.operations;

import io.fareway.command.CommandSyntax;
import io.fareway.command.CommandSyntax.Option;
import java.io.PrintStream;
import java.util.Arrays;

/** How commands are written, for people. */
final class HelpText {

    private static final String PROGRAM = "java -jar fareway.jar";

    private final CommandCatalogue catalogue;

    HelpText(CommandCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** All commands, one a line. */
    void list(PrintStream to) {
        to.println("usage: " + PROGRAM + " [COMMAND] [--fareway.KEY=VALUE]...");
        to.println();
        to.println("Without a command the gateway starts. Commands:");
        int width = catalogue.names().stream().mapToInt(String::length).max().orElse(0);
        for (String name : catalogue.names()) {
            to.println("  " + padded(name, width) + "  "
                    + catalogue.syntax(name).map(CommandSyntax::summary).orElse(""));
        }
    }

    /** One command with its options. */
    static void of(CommandSyntax syntax, PrintStream to) {
        to.println("usage: " + PROGRAM + " " + syntax.name() + (syntax.options().length == 0 ? "" : " [OPTION]...")
                + (syntax.words().isEmpty() ? "" : " " + syntax.words()));
        to.println();
        to.println(syntax.summary());
        int width = Arrays.stream(syntax.options())
                .mapToInt(option -> written(option).length())
                .max()
                .orElse(0);
        for (Option option : syntax.options()) {
            to.println("  " + padded(written(option), width) + "  " + option.meaning());
        }
    }

    private static String written(Option option) {
        return "--" + option.name() + (option.value().isEmpty() ? "" : " " + option.value());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
