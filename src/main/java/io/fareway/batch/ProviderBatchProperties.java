package io.fareway.batch;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the batch APIs of providers are used. Who has one stands in {@code providers.yaml}.
 *
 * @param folder holds the files that are handed over, until they are answered
 * @param poll how often a provider is asked how far a batch is
 * @param confirm how long a created batch may take to appear in the provider's list, from the end of a call whose answer was
 *     lost, or from a restart, on
 * @param liveReserve how long before a job's deadline lines are moved to live calls, at least, see {@link LiveReserve}
 */
@ConfigurationProperties("fareway.batch.provider-batches")
record ProviderBatchProperties(
        @DefaultValue("data/provider-batches") Path folder,
        @DefaultValue("30s") Duration poll,
        @DefaultValue("60s") Duration confirm,
        @DefaultValue("10m") Duration liveReserve) {}
