package io.fareway.provider;

import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.springframework.stereotype.Component;

/**
 * What the route templates {@code provider} and {@code health} need for some settings: their parameters, and the beans
 * that their routes name. HTTP clients are kept as long as their provider's settings stay the same, so that an edit
 * elsewhere does not drop warm connections; calls under way end on the client they began with.
 */
@Component
public class ProviderRoutes {

    private static final String PREFIX = "provider-";

    private final Map<Provider, ProviderHttpClient> clients = new ConcurrentHashMap<>();
    private final Availability availability;
    private final KeyRing keys;
    private final Timers timers;
    private final Clock clock;
    private final LargeAnswers large = new LargeAnswers(Runtime.getRuntime().maxMemory());

    ProviderRoutes(Availability availability, KeyRing keys, Timers timers, Clock clock) {
        this.clock = clock;
        this.keys = keys;
        this.availability = availability;
        this.timers = timers;
    }

    /** Beans by the names that {@code routes/50-provider.camel.yaml} uses. */
    public Map<String, Object> beans(Settings settings) {
        clients.keySet().retainAll(settings.providers().values());
        Map<String, Object> beans = new LinkedHashMap<>();
        for (Deployment deployment : settings.deployments().values()) {
            Provider provider = settings.providerOf(deployment);
            beans.put(
                    "breaker-" + deployment.routeName(),
                    availability.breaker(deployment, provider.rules().breaker()));
            beans.put("http-of-" + deployment.routeName(), clientOf(provider));
        }
        for (Provider provider : settings.providers().values()) {
            beans.put("http-" + provider.name(), clientOf(provider));
        }
        beans.put("providerRouteParameters", new Parameters(settings));
        beans.put("healthRouteParameters", new HealthRoutes(settings));
        return beans;
    }

    /** The HTTP client of a provider. */
    ProviderHttpClient clientOf(Provider provider) {
        return clients.computeIfAbsent(provider, added -> new ProviderHttpClient(added, keys, timers, large, clock));
    }

    /** The id of the route that calls a deployment. */
    public static String idOf(Deployment deployment) {
        return PREFIX + deployment.routeName();
    }

    private record Parameters(Settings settings) implements RouteTemplateParameterSource {

        @Override
        public Set<String> routeIds() {
            Set<String> ids = new java.util.LinkedHashSet<>();
            settings.deployments().values().forEach(deployment -> ids.add(idOf(deployment)));
            return ids;
        }

        @Override
        public Map<String, Object> parameters(String routeId) {
            Deployment deployment = settings.deployments().values().stream()
                    .filter(candidate -> routeId.equals(idOf(candidate)))
                    .findFirst()
                    .orElseThrow();
            Provider provider = settings.providerOf(deployment);
            return Map.of(
                    "templateId",
                    "provider",
                    "deployment",
                    deployment.routeName(),
                    "url",
                    provider.baseUrl().toString());
        }
    }
}
