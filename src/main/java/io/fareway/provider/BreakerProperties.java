package io.fareway.provider;

import io.fareway.model.BreakerRules;
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
 * @param failures it opens with more failed calls than this in the window
 * @param failureRate if they are also at least so many per cent of the calls in the window
 * @param slowCall a call that takes longer, streams to their end, is slow
 * @param slowCallRate per cent of slow calls from which it opens, once there are enough calls to judge
 * @param open how long it stays open before one probe is let through
 */
@Validated
@ConfigurationProperties("fareway.breaker")
public record BreakerProperties(
        @DefaultValue("60s") Duration window,
        @DefaultValue("5") @Min(0) int failures,
        @DefaultValue("50") @Min(1) @Max(100) int failureRate,
        @DefaultValue("2m") Duration slowCall,
        @DefaultValue("80") @Min(1) @Max(100) int slowCallRate,
        @DefaultValue("60s") Duration open) {

    /** The same, where these rules do not say otherwise. */
    BreakerProperties with(BreakerRules own) {
        return new BreakerProperties(
                own.window().orElse(window),
                own.failures().orElse(failures),
                own.failureRate().orElse(failureRate),
                own.slowCall().orElse(slowCall),
                own.slowCallRate().orElse(slowCallRate),
                own.open().orElse(open));
    }
}
