package io.fareway.command;

import io.fareway.command.CommandSyntax.Option;
import io.fareway.model.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands behind a command's name.
 *
 * @param words arguments that are no options, in order
 * @param options values by option name; empty text for an option that takes none
 */
public record CommandArguments(List<String> words, Map<String, String> options) {

    private static final String DASHES = "--";

    public CommandArguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    /**
     * Sorts arguments into words and options; {@code --name value} and {@code --name=value} are the same, and after a
     * single {@code --} everything is a word.
     *
     * @throws UsageException when an option is unknown, lacks its value or has one too many, or when words are given to
     *     a command that takes none
     */
    public static CommandArguments parse(CommandSyntax syntax, List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals(DASHES)) {
                rest.forEachRemaining(words::add);
            } else if (argument.startsWith(DASHES)) {
                read(syntax, argument.substring(DASHES.length()), rest, options);
            } else {
                words.add(argument);
            }
        }
        if (syntax.words().isEmpty() && !words.isEmpty()) {
            throw new UsageException("\"" + words.getFirst() + "\" cannot follow " + syntax.name());
        }
        return new CommandArguments(words, options);
    }

    private static void read(CommandSyntax syntax, String text, Iterator<String> rest, Map<String, String> options) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Option option = known(syntax, name);
        if (option.value().isEmpty()) {
            if (equals >= 0) {
                throw new UsageException(DASHES + name + " takes no value");
            }
            options.put(name, "");
        } else if (equals >= 0) {
            options.put(name, text.substring(equals + 1));
        } else if (rest.hasNext()) {
            options.put(name, rest.next());
        } else {
            throw new UsageException(DASHES + name + " needs a value: " + DASHES + name + " " + option.value());
        }
    }

    private static Option known(CommandSyntax syntax, String name) {
        return Arrays.stream(syntax.options())
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown option " + DASHES + name
                        + NearestName.hint(
                                name,
                                Arrays.stream(syntax.options())
                                        .map(Option::name)
                                        .collect(Collectors.toList()))));
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option; empty when it was not given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
