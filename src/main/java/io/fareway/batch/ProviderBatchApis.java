package io.fareway.batch;

import io.fareway.batch.remote.RemoteBatchApi;
import io.fareway.batch.remote.RemoteBatchApi.Submission;
import io.fareway.batch.remote.RemoteBatchApis;
import io.fareway.model.BatchOffer;
import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Leads to the batch APIs of the providers that offer one. */
class ProviderBatchApis {

    private final Supplier<Settings> settings;
    private final RemoteBatchApis apis;

    ProviderBatchApis(Supplier<Settings> settings, RemoteBatchApis apis) {
        this.settings = settings;
        this.apis = apis;
    }

    /**
     * A batch where it is, or is going to be.
     *
     * @param api under the key that the batch belongs to
     */
    record Place(RemoteBatchApi api, Deployment deployment, BatchOffer offer) {

        /** What is handed over. */
        Submission submission(ProviderBatch batch, Path file) {
            return new Submission(
                    batch.id(),
                    file,
                    batch.lines(),
                    offer.modelOf(deployment),
                    batch.path(),
                    offer.window(),
                    batch.inputFile(),
                    batch.creatingAt().orElse(batch.openedAt()));
        }
    }

    /** The key that new batches at a provider are created with. */
    ProviderKey keyOf(Provider provider) {
        return provider.keys().stream().findFirst().orElse(ProviderKey.NONE);
    }

    /** The place of new batches for this deployment. */
    Place placeOf(Deployment deployment, Provider provider, BatchOffer offer) {
        return new Place(apis.of(offer.api(), provider, keyOf(provider)), deployment, offer);
    }

    /**
     * The place of a batch.
     *
     * @return empty when deployment, key or offer are no longer among the settings
     */
    Optional<Place> placeOf(ProviderBatch batch) {
        Settings now = settings.get();
        return now.deployment(batch.deployment()).flatMap(deployment -> {
            Provider provider = now.providerOf(deployment);
            return provider.batch().flatMap(offer -> key(provider, batch.keyName())
                    .map(key -> new Place(apis.of(offer.api(), provider, key), deployment, offer)));
        });
    }

    private static Optional<ProviderKey> key(Provider provider, String name) {
        return name.equals(ProviderKey.NONE.name())
                ? Optional.of(ProviderKey.NONE)
                : provider.keys().stream()
                        .filter(key -> key.name().equals(name))
                        .findFirst();
    }
}
