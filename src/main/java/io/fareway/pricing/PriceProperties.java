package io.fareway.pricing;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of prices and their refresh, under {@code fareway.prices}.
 *
 * @param feed file or http(s) address of a price table in LiteLLM's format; blank for no refresh
 * @param staleAfterDays a price is stale when its source has not confirmed it for more days than this; at least 1
 * @param maxFactor a price that changes by more than this factor, up or down, needs a second sign or a person; above 1
 * @param reports folder for the refresh reports
 */
@Validated
@ConfigurationProperties("fareway.prices")
public record PriceProperties(
        @NotNull @DefaultValue("") String feed,
        @Min(1) @DefaultValue("45") int staleAfterDays,
        @NotNull @DecimalMin(value = "1", inclusive = false) @DefaultValue("3") BigDecimal maxFactor,
        @NotNull @DefaultValue("reports") Path reports) {}
