package io.fareway.provider;

import io.fareway.model.Access;
import io.fareway.model.CallLimits;
import io.fareway.model.ClassifierRules;
import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import io.fareway.testing.Journeys;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Small settings for tests: one provider {@code p}. */
final class Provision {

    private Provision() {}

    /** The provider, with these keys. */
    static Provider provider(List<ProviderKey> keys) {
        return provider(keys, 1);
    }

    /** The provider, with these keys and so many calls at once. */
    static Provider provider(List<ProviderKey> keys, int concurrentCalls) {
        Duration limit = Duration.ofSeconds(1);
        return new Provider(
                "p",
                URI.create("http://localhost/v1"),
                keys,
                Map.of(),
                new CallLimits(limit, limit, limit, limit, limit, concurrentCalls),
                false,
                Optional.empty(),
                Access.BEARER);
    }

    /** Bulkheads that know of no provider. */
    static Bulkheads bulkheads(WaitingRoom waitingRoom) {
        return bulkheads(Journeys.SETTINGS, waitingRoom);
    }

    /** Bulkheads of these providers. */
    static Bulkheads bulkheads(Settings settings, WaitingRoom waitingRoom) {
        return new Bulkheads(
                () -> settings,
                DeploymentStatistics.covering(Duration.ofMinutes(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                waitingRoom);
    }

    /** Caps of keys that nobody has used before. */
    static KeyCaps caps(Supplier<Settings> settings, Clock clock) {
        return new KeyCaps(settings, (moment, started) -> List.of(), clock);
    }

    /** The keys of these settings. */
    static KeyRing keys(Supplier<Settings> settings, Clock clock) {
        return new KeyRing(settings, caps(settings, clock), clock);
    }

    /** A model there. */
    static Deployment deployment(String model) {
        return new Deployment("p", model, model, 1000, "", false);
    }

    /** Settings with the provider and these deployments. */
    static Settings settings(Provider provider, Deployment... deployments) {
        Map<String, Deployment> byName = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            byName.put(deployment.name(), deployment);
        }
        return new Settings(
                Map.of(provider.name(), provider),
                byName,
                Map.of(),
                new ClassifierRules(Map.of(), List.of(), List.of(), Map.of(), List.of()),
                List.of(),
                "");
    }
}
