package io.fareway.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Leads to the batch APIs of the providers that offer one. */
class ProviderBatchApis {

    private final Supplier<Settings> settings;
    private final ObjectMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ProviderBatchApis(Supplier<Settings> settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** The key that new batches at a provider are created with. */
    ProviderKey keyOf(Provider provider) {
        return provider.keys().stream().findFirst().orElse(ProviderKey.NONE);
    }

    /**
     * The API under the key that a batch belongs to.
     *
     * @return empty when deployment or key are no longer among the settings
     */
    Optional<ProviderBatchApi> of(ProviderBatch batch) {
        Settings now = settings.get();
        return now.deployment(batch.deployment()).map(now::providerOf).flatMap(provider -> key(
                        provider, batch.keyName())
                .map(key -> new OpenAiBatchApi(http, json, provider, key)));
    }

    private static Optional<ProviderKey> key(Provider provider, String name) {
        return name.equals(ProviderKey.NONE.name())
                ? Optional.of(ProviderKey.NONE)
                : provider.keys().stream()
                        .filter(key -> key.name().equals(name))
                        .findFirst();
    }
}
