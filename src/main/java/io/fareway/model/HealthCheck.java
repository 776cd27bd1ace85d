package io.fareway.model;

import java.time.Duration;

/**
 * How a provider is asked whether it is well, besides by the calls themselves.
 *
 * @param interval time between two probes
 * @param path what is fetched, below the provider's base URL, for example {@code /models}
 */
public record HealthCheck(Duration interval, String path) {}
