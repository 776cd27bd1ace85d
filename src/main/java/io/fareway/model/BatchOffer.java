package io.fareway.model;

import java.time.Duration;
import java.util.Map;

/**
 * What a provider offers for requests that can wait.
 *
 * @param api how it is asked
 * @param maxLines most requests of one batch
 * @param maxMegabytes largest batch
 * @param window by when it is to be answered, asked for in whole hours
 * @param usual how long a batch usually takes: jobs with less time are sent live at once
 * @param models what a model is called in batches, by its usual name at the provider, where that differs
 */
public record BatchOffer(
        BatchApi api, int maxLines, int maxMegabytes, Duration window, Duration usual, Map<String, String> models) {

    private static final long MEGABYTE = 1024L * 1024;

    public BatchOffer {
        models = Map.copyOf(models);
    }

    /** Bytes of the largest batch. */
    public long maxBytes() {
        return maxMegabytes * MEGABYTE;
    }

    /** What a model is called in batches. */
    public String modelOf(Deployment deployment) {
        return models.getOrDefault(deployment.providerModel(), deployment.providerModel());
    }
}
