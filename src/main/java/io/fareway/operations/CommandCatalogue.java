package io.fareway.operations;

import io.fareway.command.Command;
import io.fareway.command.CommandSyntax;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/** The commands among the beans, by name. Knows their syntax without making one. */
@Component
final class CommandCatalogue {

    private final ListableBeanFactory beans;

    CommandCatalogue(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The names of all commands, in the order of the alphabet. */
    Set<String> names() {
        return beanNames().keySet();
    }

    /** How a command is written; empty when there is none of that name. */
    Optional<CommandSyntax> syntax(String command) {
        return Optional.ofNullable(beanNames().get(command)).map(this::syntaxOfBean);
    }

    /** A command, made now; empty when there is none of that name. */
    Optional<Command> command(String name) {
        return Optional.ofNullable(beanNames().get(name)).map(bean -> beans.getBean(bean, Command.class));
    }

    private Map<String, String> beanNames() {
        Map<String, String> byCommand = new TreeMap<>();
        for (String bean : beans.getBeanNamesForType(Command.class, true, false)) {
            byCommand.put(syntaxOfBean(bean).name(), bean);
        }
        return byCommand;
    }

    private CommandSyntax syntaxOfBean(String bean) {
        return Optional.ofNullable(beans.findAnnotationOnBean(bean, CommandSyntax.class, false))
                .orElseThrow(() -> new IllegalStateException(
                        "the command bean " + bean + " has no @CommandSyntax: annotate its class"));
    }
}
