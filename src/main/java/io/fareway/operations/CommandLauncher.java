package io.fareway.operations;

import io.fareway.command.ExitCode;
import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs a command in a context that has the gateway's beans, each made when it is first needed, but no web server and
 * nothing that runs by itself. Logs go to standard error, so that standard output is the command's own.
 */
public final class CommandLauncher {

    /** Spring profile of commands; what belongs to a running gateway only carries {@code !command}. */
    static final String PROFILE = "command";

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;

    /** Runs commands of this application. */
    public CommandLauncher(Class<?> application, PrintStream out, PrintStream err) {
        this.application = application;
        this.out = out;
        this.err = err;
    }

    /** Whether these arguments name a command; otherwise the gateway is to start. */
    public static boolean isCommand(String... args) {
        return CommandLine.of(args).command().isPresent();
    }

    /**
     * Runs the command that the arguments name.
     *
     * @return what the process ends with, {@link ExitCode}
     */
    public int run(String... args) {
        CommandLine line = CommandLine.of(args);
        List<String> settings = line.settings();
        try (ConfigurableApplicationContext context = spring(line).run(settings.toArray(String[]::new))) {
            return new CommandRun(context.getBean(CommandCatalogue.class), out, err).run(line);
        }
    }

    private SpringApplication spring(CommandLine line) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setApplicationContextFactory(type -> new CommandContext());
        spring.setLazyInitialization(true);
        spring.setAdditionalProfiles(PROFILE);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(new CommandSurroundings(line.command().orElse(HelpCommand.NAME)));
        return spring;
    }
}
