package io.fareway.routing;

import io.fareway.model.Settings;
import io.fareway.model.Tier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.RouteTemplateParameterSource;

/**
 * Makes one route from the template {@code tier} for each tier of the settings, and one for requests that name a model.
 */
public final class TierRoutes implements RouteTemplateParameterSource {

    private static final String PREFIX = "tier-";

    private final Map<String, Tier> byRouteId = new LinkedHashMap<>();

    /** Routes for these tiers. */
    public TierRoutes(Settings settings) {
        settings.tiers().values().forEach(tier -> byRouteId.put(PREFIX + tier.name(), tier));
        byRouteId.put(PREFIX + Tier.NAMED, Tier.named());
    }

    @Override
    public Set<String> routeIds() {
        return byRouteId.keySet();
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        Tier tier = byRouteId.get(routeId);
        if (tier == null) {
            throw new IllegalArgumentException("no tier for route " + routeId);
        }
        return Map.of(
                "templateId", "tier",
                "tier", tier.name(),
                "about", tier.description());
    }
}
