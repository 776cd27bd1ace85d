package io.fareway.model.price;

import io.fareway.model.ServiceTier;
import io.fareway.model.Usage;
import java.time.Instant;

/**
 * Everything about a call, besides its usage, that its price may depend on.
 *
 * @param opened when the call was sent; the price row of this moment holds
 * @param closed when it ended; for a call that has not been made, when it is sent
 * @param promptTokens tokens of the prompt, all classes: steps by context length go by them
 * @param serviceTier how the provider handles it
 * @param region where the provider works on it; empty when unknown
 * @param month what the deployment was used for before, in the month of {@code opened}
 */
public record Circumstances(
        Instant opened, Instant closed, long promptTokens, ServiceTier serviceTier, String region, MonthVolume month) {

    /** A standard call at a moment, the first of its month. */
    public static Circumstances at(Instant moment) {
        return new Circumstances(moment, moment, 0, ServiceTier.STANDARD, "", MonthVolume.NONE);
    }

    /** The same, ended at a moment. */
    public Circumstances until(Instant end) {
        return new Circumstances(opened, end, promptTokens, serviceTier, region, month);
    }

    /** The same, after so much use in its month. */
    public Circumstances after(MonthVolume volume) {
        return new Circumstances(opened, closed, promptTokens, serviceTier, region, volume);
    }

    /** The same, with what the usage says: prompt length, and service tier and region where the provider named them. */
    public Circumstances with(Usage usage) {
        return new Circumstances(
                opened,
                closed,
                usage.prompt(),
                usage.metering().serviceTier().orElse(serviceTier),
                usage.metering().region().isEmpty() ? region : usage.metering().region(),
                month);
    }
}
