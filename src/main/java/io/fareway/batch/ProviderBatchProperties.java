package io.fareway.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the batch APIs of providers are used.
 *
 * @param folder holds the files that are handed over, until they are answered
 * @param poll how often a provider is asked how far a batch is
 * @param confirm how long a created batch may take to appear in the provider's list, after a call whose answer was lost
 * @param liveReserve how long before a job's deadline lines are moved to live calls, at least
 * @param offers providers with OpenAI's batch API, by name
 */
@ConfigurationProperties("fareway.batch.provider-batches")
record ProviderBatchProperties(
        @DefaultValue("data/provider-batches") Path folder,
        @DefaultValue("30s") Duration poll,
        @DefaultValue("60s") Duration confirm,
        @DefaultValue("10m") Duration liveReserve,
        @DefaultValue Map<String, Offer> offers) {

    /**
     * A provider's batch API.
     *
     * @param maxLines most lines of one batch
     * @param maxSize largest input file
     * @param window what is sent as {@code completion_window}
     * @param usual how long a batch usually takes: jobs with less time are sent live at once
     */
    record Offer(
            @DefaultValue("50000") int maxLines,
            @DefaultValue("100MB") DataSize maxSize,
            @DefaultValue("24h") String window,
            @DefaultValue("1h") Duration usual) {}
}
