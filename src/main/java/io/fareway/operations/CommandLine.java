package io.fareway.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The process's arguments, sorted. The first word that is no option names a command; without one the gateway starts. An
 * option whose name holds a dot, such as {@code --fareway.demo=true}, is a setting, wherever it stands; everything else
 * belongs to the command.
 *
 * @param settings arguments for Spring
 * @param command the command's name; empty when the gateway is to start
 * @param arguments what stands behind the name
 */
record CommandLine(List<String> settings, Optional<String> command, List<String> arguments) {

    CommandLine {
        settings = List.copyOf(settings);
        arguments = List.copyOf(arguments);
    }

    static CommandLine of(String... args) {
        List<String> settings = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        Arrays.stream(args).forEach(argument -> (isSetting(argument) ? settings : rest).add(argument));
        if (rest.isEmpty() || (isOption(rest.getFirst()) && !isHelp(rest.getFirst()))) {
            settings.addAll(rest);
            return new CommandLine(settings, Optional.empty(), List.of());
        }
        String first = rest.getFirst();
        return new CommandLine(
                settings, Optional.of(isHelp(first) ? HelpCommand.NAME : first), rest.subList(1, rest.size()));
    }

    private static boolean isSetting(String argument) {
        int equals = argument.indexOf('=');
        return isOption(argument) && (equals < 0 ? argument : argument.substring(0, equals)).contains(".");
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("-");
    }

    private static boolean isHelp(String argument) {
        return argument.equals("--help") || argument.equals("-h");
    }
}
