package io.fareway.operations;

import io.fareway.model.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * What a person wants to know when the gateway has started.
 *
 * @param version of the build, with a space before it; empty when the build does not say
 * @param address where the gateway answers, for example {@code http://localhost:8080}
 * @param settings the settings of the live revision
 * @param demoForced whether the simulated providers answer because {@code fareway.demo} says so
 * @param keyVariables environment variables that activate a real provider
 * @param apiKeyNeeded whether callers need a key
 * @param management who may see the dashboard, Hawtio, Actuator and {@code /admin}
 * @param folders the folders that a person works with
 */
record StartFacts(
        String version,
        String address,
        Settings settings,
        boolean demoForced,
        List<String> keyVariables,
        boolean apiKeyNeeded,
        ManagementProperties management,
        Folders folders) {

    StartFacts {
        keyVariables = List.copyOf(keyVariables);
    }

    /**
     * Folders as configured, relative to the folder in which the gateway was started, or absolute.
     *
     * @param books file of the embedded database, or address of the database
     * @param sample a job to try; it may be missing
     */
    record Folders(Path routes, Path config, Path inbox, Path outbox, Path reports, String books, Path sample) {}
}
