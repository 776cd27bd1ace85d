package io.fareway.operations;

import io.fareway.command.CommandSyntax;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Keeps a command's context from doing what only a gateway does. */
final class CommandSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Lives as long as one connection is open, and is seen by all connections of this process. */
    private static final String LEDGER_IN_MEMORY = "jdbc:sqlite:file:command?mode=memory&cache=shared";

    private final String command;
    private final boolean server;

    /**
     * @param server whether it calls providers
     */
    CommandSurroundings(String command, boolean server) {
        this.command = command;
        this.server = server;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> quiet = new HashMap<>();
        quiet.put("spring.jmx.enabled", "false");
        quiet.put("camel.main.jmx-enabled", "false");
        quiet.put("management.endpoint.health.validate-group-membership", "false");
        quiet.put("logging.level.root", "WARN");
        if (server) {
            quiet.put("server.address", "127.0.0.1");
            quiet.put("server.port", "0");
            // its own rows in the ledger, beside those of a gateway that runs on the same database
            quiet.put(
                    "fareway.instance", command + "-" + ProcessHandle.current().pid());
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("quiet command", quiet));
        ((GenericApplicationContext) context)
                .registerBean(
                        AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME,
                        LifecycleProcessor.class,
                        server ? CommandLifecycle::new : IdleLifecycle::new);
        context.addBeanFactoryPostProcessor(hideLedger(context));
    }

    /** Once all beans are known and before one is made: a command that does without the ledger never opens its file. */
    private BeanFactoryPostProcessor hideLedger(ConfigurableApplicationContext context) {
        return beans -> {
            Optional<CommandSyntax> syntax = new CommandCatalogue(beans).syntax(command);
            if (syntax.isEmpty() || !syntax.get().ledger()) {
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource(
                                "no ledger",
                                Map.of("fareway.database.url", LEDGER_IN_MEMORY, "fareway.database.user", "")));
            }
        };
    }

    /** Starts nothing by itself. */
    private static final class IdleLifecycle implements LifecycleProcessor {

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}
    }
}
