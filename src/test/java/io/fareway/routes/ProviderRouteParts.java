package io.fareway.routes;

import io.fareway.model.CallLimits;
import io.fareway.model.Provider;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.provider.Availability;
import io.fareway.provider.ProviderRoutes;
import io.fareway.testing.CallingBeans;
import io.fareway.testing.Journeys;
import io.fareway.testing.ScriptedProvider;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.hc.client5.http.classic.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Breaker, HTTP client and template parameters as the gateway makes them, for one deployment. */
@Import(ProviderRoutes.class)
class ProviderRouteParts extends CallingBeans {

    @Bean
    Supplier<Settings> currentSettings(ScriptedProvider provider) {
        return () -> settings(provider);
    }

    @Bean
    ScriptedProvider scriptedProvider() {
        return new ScriptedProvider();
    }

    @Bean("breaker-one-small")
    CircuitBreaker breaker(Availability availability) {
        return availability.breaker(ProviderRouteTest.DEPLOYMENT);
    }

    @Bean("http-of-one-small")
    HttpClient http(ProviderRoutes routes, ScriptedProvider provider) {
        return (HttpClient)
                Objects.requireNonNull(routes.beans(settings(provider)).get("http-of-one-small"));
    }

    @Bean
    RouteTemplateParameterSource parameters(ProviderRoutes routes, ScriptedProvider provider) {
        return (RouteTemplateParameterSource)
                Objects.requireNonNull(routes.beans(settings(provider)).get("providerRouteParameters"));
    }

    private static Settings settings(ScriptedProvider stub) {
        Duration limit = Duration.ofSeconds(20);
        Provider one = new Provider(
                "one",
                stub.baseUrl(),
                Secret.NONE,
                Map.of(),
                new CallLimits(limit, limit, limit, limit, limit, ProviderRouteTest.CALLS_AT_ONCE),
                false);
        return new Settings(
                Map.of("one", one),
                Map.of(ProviderRouteTest.DEPLOYMENT.name(), ProviderRouteTest.DEPLOYMENT),
                Map.of(),
                Journeys.SETTINGS.classifier(),
                List.of(),
                ProviderRouteTest.DEPLOYMENT.name());
    }
}
