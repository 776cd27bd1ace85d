package io.fareway.operations;

import io.fareway.admission.CallerKeys;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says in the log, once the gateway takes requests, where it answers, who answers behind it, and what to try first. */
@Component
@Profile("!" + CommandLauncher.PROFILE)
class StartBanner {

    private static final Logger LOG = LoggerFactory.getLogger(StartBanner.class);

    private final ServletWebServerApplicationContext application;
    private final CurrentSettings settings;
    private final SettingsFiles files;
    private final SettingsProperties config;
    private final RouteProperties routes;
    private final CallerKeys callers;
    private final ManagementProperties management;

    StartBanner(
            ServletWebServerApplicationContext application,
            CurrentSettings settings,
            SettingsFiles files,
            SettingsProperties config,
            RouteProperties routes,
            CallerKeys callers,
            ManagementProperties management) {
        this.application = application;
        this.settings = settings;
        this.files = files;
        this.config = config;
        this.routes = routes;
        this.callers = callers;
        this.management = management;
    }

    @EventListener
    void onReadiness(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            LOG.info("{}", BannerText.of(facts()));
        }
    }

    private StartFacts facts() {
        Environment environment = application.getEnvironment();
        return new StartFacts(
                Optional.ofNullable(environment.getProperty("spring.application.version"))
                        .map(version -> " " + version)
                        .orElse(""),
                address(),
                settings.get(),
                environment.getProperty(SettingsActivation.DEMO, "auto").equalsIgnoreCase("true"),
                files.keyVariables(config.folder(), environment),
                callers.areThere(),
                management,
                folders(environment));
    }

    private String address() {
        ServerProperties server = application.getBean(ServerProperties.class);
        String scheme = Ssl.isEnabled(server.getSsl()) ? "https" : "http";
        String host = Optional.ofNullable(server.getAddress())
                .filter(address -> !address.isAnyLocalAddress() && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .orElse("localhost");
        return scheme + "://" + host + ":" + application.getWebServer().getPort();
    }

    private StartFacts.Folders folders(Environment environment) {
        return new StartFacts.Folders(
                routes.folder(),
                config.folder(),
                folder(environment, "fareway.batch.inbox"),
                folder(environment, "fareway.batch.outbox"),
                folder(environment, "fareway.reports.folder"),
                books(environment.getRequiredProperty("fareway.database.url")),
                Path.of("samples", "support-triage.jsonl"));
    }

    private static Path folder(Environment environment, String key) {
        return Path.of(environment.getRequiredProperty(key));
    }

    /** Without the parameters of the address: a password may stand there. */
    private static String books(String url) {
        return url.replaceFirst("^jdbc:(sqlite:)?", "").replaceFirst("\\?.*", "");
    }
}
