package io.fareway.operations;

import io.fareway.command.CommandSyntax;
import io.fareway.command.ExitCode;
import java.io.PrintStream;
import java.util.List;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

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
        String command = line.command().orElse(HelpCommand.NAME);
        boolean server = needsServer(command);
        spring.setWebApplicationType(server ? WebApplicationType.SERVLET : WebApplicationType.NONE);
        if (!server) {
            spring.setApplicationContextFactory(type -> new CommandContext());
        }
        spring.setLazyInitialization(true);
        spring.setAdditionalProfiles(PROFILE);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(new CommandSurroundings(command, server));
        return spring;
    }

    /** Read from the class files: the kind of context must be known before there is one. */
    private boolean needsServer(String command) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(CommandSyntax.class));
        return scan.findCandidateComponents(application.getPackageName()).stream()
                .map(found -> ((AnnotatedBeanDefinition) found)
                        .getMetadata()
                        .getAnnotations()
                        .get(CommandSyntax.class))
                .anyMatch(syntax -> syntax.getString("name").equals(command) && syntax.getBoolean("server"));
    }
}
