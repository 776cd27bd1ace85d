package io.fareway.report.anomaly;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an hour is out of line, under {@code fareway.anomalies}.
 *
 * @param score robust standard deviations from the median of the same hours before
 * @param minUsd smaller differences are no alarm
 */
@Validated
@ConfigurationProperties("fareway.anomalies")
public record AnomalyProperties(
        @DecimalMin("1") @DefaultValue("5") double score,
        @NotNull @DecimalMin("0") @DefaultValue("1") BigDecimal minUsd) {}
