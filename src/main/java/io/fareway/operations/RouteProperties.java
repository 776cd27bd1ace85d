package io.fareway.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the routes are and how a revision of them is checked and drained.
 *
 * @param folder the folder of {@code *.camel.yaml} files, searched with its subfolders
 * @param allowedSchemes the Camel components a route may name
 * @param drainTimeout how long a replaced revision may serve what it has in flight before it is stopped regardless
 * @param shutdownTimeout how long a revision that is being stopped waits for its last exchanges
 */
@ConfigurationProperties("fareway.routes")
record RouteProperties(
        @DefaultValue("routes") Path folder,
        @DefaultValue({
                    "direct",
                    "seda",
                    "platform-http",
                    "http",
                    "https",
                    "file",
                    "quartz",
                    "timer",
                    "log",
                    "jms",
                    "smtp",
                    "smtps",
                    "sql",
                    "bean"
                })
                Set<String> allowedSchemes,
        @DefaultValue("30m") Duration drainTimeout,
        @DefaultValue("30s") Duration shutdownTimeout) {}
