package io.fareway.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which edits become live while the gateway runs.
 *
 * @param enabled whether edits are looked for at all; without it, deploy through JMX
 * @param folders watched with their subfolders, beside the routes
 * @param ignoredFiles names of files whose edits need a restart
 * @param interval how often to look; an edit is deployed when two looks in a row find the same
 */
@ConfigurationProperties("fareway.reload")
record FolderWatchProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("config") List<Path> folders,
        @DefaultValue({"application.yaml", "application.yml", "application.properties"}) Set<String> ignoredFiles,
        @DefaultValue("1s") Duration interval) {}
