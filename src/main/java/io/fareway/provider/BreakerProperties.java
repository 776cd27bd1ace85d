package io.fareway.provider;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a deployment's circuit breaker opens and closes.
 *
 * @param window calls of this last while are counted
 * @param minimumCalls fewer calls in the window never open it
 * @param failureRate per cent of failed calls from which it opens
 * @param open how long it stays open before one probe is let through
 */
@Validated
@ConfigurationProperties("fareway.breaker")
public record BreakerProperties(
        @DefaultValue("60s") Duration window,
        @DefaultValue("6") @Min(1) int minimumCalls,
        @DefaultValue("50") @Min(1) @Max(100) int failureRate,
        @DefaultValue("60s") Duration open) {}
