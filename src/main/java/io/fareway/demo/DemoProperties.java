package io.fareway.demo;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The simulated providers, from {@code config/demo.yaml}. A misspelt setting ends the start with a message.
 *
 * @param timeFactor how much longer everything takes than {@code providers} says; 0 answers at once
 * @param providers profile of each simulated provider by name
 */
@Validated
@ConfigurationProperties(prefix = "demo", ignoreUnknownFields = false)
public record DemoProperties(
        @DefaultValue("1") @DecimalMin("0") @DecimalMax("100") double timeFactor,
        @NotEmpty @Valid Map<String, Profile> providers) {

    /**
     * How one simulated provider behaves.
     *
     * @param firstTokenMs time until the first token, in milliseconds
     * @param tokensPerSecond tokens per second from then on
     * @param reasoningRatio reasoning tokens thought for each token said; 0 for a model that does not reason
     * @param models what {@code GET /models} lists; any other model is served too
     */
    public record Profile(
            @Min(0) @Max(60_000) int firstTokenMs,
            @Min(1) @Max(100_000) int tokensPerSecond,
            @DefaultValue("0") @DecimalMin("0") @DecimalMax("20") double reasoningRatio,
            @NotEmpty List<String> models) {}
}
