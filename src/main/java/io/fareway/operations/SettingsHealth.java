package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.HealthCheck;
import java.time.Duration;
import java.util.Optional;

/**
 * The health probes of one provider: its own {@code health}, else that of the file. Simulated providers are not probed:
 * they live and die with this process.
 */
final class SettingsHealth {

    private static final String INTERVAL = "interval-ms";

    private SettingsHealth() {}

    static Optional<HealthCheck> of(JsonNode provider, JsonNode common) {
        JsonNode own = provider.path("health");
        long interval = own.path(INTERVAL).asLong(common.path(INTERVAL).asLong());
        if (interval == 0 || SettingsActivation.isSimulated(provider)) {
            return Optional.empty();
        }
        String path = own.path("path").asText(common.path("path").asText("/models"));
        return Optional.of(new HealthCheck(Duration.ofMillis(interval), path));
    }
}
