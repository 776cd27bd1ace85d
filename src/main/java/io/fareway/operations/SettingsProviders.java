package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.BreakerRules;
import io.fareway.model.CallLimits;
import io.fareway.model.CallRules;
import io.fareway.model.KeyLimits;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.RateLimits;
import io.fareway.model.UsageCaps;
import io.fareway.model.conversation.Dialect;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Builds providers from their entries, and how a deployment calls its provider where that differs. */
final class SettingsProviders {

    /** What a deployment may have of its own; inside headers and limits key by key. */
    private static final Set<String> OWN =
            Set.of("base-url", "key-env", "key-file", "headers", "limits", "repeats", "pass-headers", "breaker");

    private static final List<String> KEYS = List.of("key-env", "key-file", "key");

    private final SettingsSources sources;
    private final Map<String, List<ProviderKey>> keys;
    private final SettingsAccess access;
    private final int port;

    /**
     * A builder for these files.
     *
     * @param keys by name of the provider, or of the deployment where it has its own
     */
    SettingsProviders(SettingsSources sources, Map<String, List<ProviderKey>> keys, SettingsAccess access, int port) {
        this.sources = sources;
        this.keys = keys;
        this.access = access;
        this.port = port;
    }

    Provider provider(String name) {
        return provider(name, name, sources.providerEntries().path(name));
    }

    /** The provider as one of its deployments calls it; empty where that has nothing of its own. */
    Optional<Provider> asCalledBy(String provider, String model, JsonNode deployment) {
        boolean differs = OWN.stream().anyMatch(deployment::has);
        if (!differs || !(sources.providerEntries().path(provider) instanceof ObjectNode entry)) {
            return Optional.empty();
        }
        boolean ownKeys = KEYS.stream().anyMatch(deployment::has);
        String keysOf = ownKeys ? provider + "/" + model : provider;
        return Optional.of(provider(provider, keysOf, merged(entry, deployment)));
    }

    private static ObjectNode merged(ObjectNode entry, JsonNode deployment) {
        ObjectNode merged = entry.deepCopy();
        for (String key : OWN) {
            JsonNode own = deployment.path(key);
            if (own.isObject() && merged.path(key) instanceof ObjectNode usual) {
                usual.setAll((ObjectNode) own);
            } else if (!own.isMissingNode()) {
                merged.set(key, own);
            }
        }
        return merged;
    }

    private Provider provider(String name, String keysOf, JsonNode entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Provider(
                name,
                baseUrl(entry.path("base-url").asText()),
                keys.getOrDefault(keysOf, List.of()),
                headers,
                limits(entry.path("limits")),
                SettingsActivation.isSimulated(entry),
                SettingsHealth.of(entry, sources.providers().section("health")),
                access.of(entry, Dialect.of(entry.path("wire-format").asText())),
                rules(entry),
                SettingsBatches.of(entry));
    }

    private URI baseUrl(String text) {
        String url = text.replace("{port}", Integer.toString(port));
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    private CallLimits limits(JsonNode own) {
        return new CallLimits(
                Duration.ofMillis(limit(own, "connect-ms")),
                Duration.ofMillis(limit(own, "first-byte-ms")),
                Duration.ofMillis(limit(own, "first-token-ms")),
                Duration.ofMillis(limit(own, "idle-ms")),
                Duration.ofMillis(limit(own, "total-ms")),
                limit(own, "concurrent-calls"),
                new KeyLimits(
                        new RateLimits(
                                bound(own, "requests-per-minute"),
                                bound(own, "tokens-per-minute"),
                                bound(own, "concurrent-calls-per-key")),
                        new UsageCaps(
                                bound(own, "requests-per-day"),
                                bound(own, "tokens-per-day"),
                                bound(own, "requests-per-month"),
                                bound(own, "tokens-per-month"))));
    }

    /** The file's own bound counts where a provider does not set its own; most keys are not bounded. */
    private OptionalLong bound(JsonNode own, String key) {
        JsonNode bound = own.has(key)
                ? own.path(key)
                : sources.providers().section("limits").path(key);
        return bound.isIntegralNumber() ? OptionalLong.of(bound.longValue()) : OptionalLong.empty();
    }

    private int limit(JsonNode own, String key) {
        return own.path(key)
                .asInt(sources.providers().section("limits").path(key).asInt());
    }

    private static CallRules rules(JsonNode entry) {
        JsonNode headers = entry.path("pass-headers");
        return new CallRules(
                entry.path("repeats").asInt(CallRules.USUAL.repeats()),
                names(headers.path("to-provider")),
                names(headers.path("to-caller")),
                breaker(entry.path("breaker")));
    }

    private static BreakerRules breaker(JsonNode own) {
        return new BreakerRules(
                millis(own, "window-ms"),
                number(own, "failures"),
                number(own, "failure-rate"),
                millis(own, "slow-call-ms"),
                number(own, "slow-call-rate"),
                millis(own, "open-ms"));
    }

    private static Optional<Duration> millis(JsonNode entry, String key) {
        return number(entry, key).map(Duration::ofMillis);
    }

    private static Optional<Integer> number(JsonNode entry, String key) {
        return entry.path(key).isNumber() ? Optional.of(entry.path(key).asInt()) : Optional.empty();
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
