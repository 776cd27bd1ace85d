package io.fareway.provider;

import io.fareway.model.HealthCheck;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.RouteTemplateParameterSource;

/** Makes one route from the template {@code health} for each provider that is to be probed. */
final class HealthRoutes implements RouteTemplateParameterSource {

    private static final String PREFIX = "health-";

    private final Map<String, Map<String, Object>> byRouteId = new LinkedHashMap<>();

    HealthRoutes(Settings settings) {
        settings.providers().values().forEach(provider -> provider.health()
                .ifPresent(check -> byRouteId.put(PREFIX + provider.name(), parameters(provider, check))));
    }

    private static Map<String, Object> parameters(Provider provider, HealthCheck check) {
        return Map.of(
                "templateId",
                "health",
                "provider",
                provider.name(),
                "probeUrl",
                provider.baseUrl() + check.path(),
                "intervalMs",
                Long.toString(check.interval().toMillis()));
    }

    @Override
    public Set<String> routeIds() {
        return byRouteId.keySet();
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        Map<String, Object> parameters = byRouteId.get(routeId);
        if (parameters == null) {
            throw new IllegalArgumentException("no provider for route " + routeId);
        }
        return parameters;
    }
}
