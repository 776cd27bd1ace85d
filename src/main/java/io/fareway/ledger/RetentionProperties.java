package io.fareway.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the ledger keeps single rows.
 *
 * @param retentionDays days for which attempts, requests and calls of shadows are kept; their sums by the hour stay for
 *     good; 0 = for ever, otherwise at least 2, because the sums of yesterday may still change
 */
@Validated
@ConfigurationProperties("fareway.ledger.upkeep")
record RetentionProperties(@Min(0) @Max(36_500) @DefaultValue("400") int retentionDays) {
    RetentionProperties {
        if (retentionDays == 1) {
            throw new IllegalArgumentException(
                    "fareway.ledger.upkeep.retention-days: 1 is too short, give 0 (for ever) or at least 2");
        }
    }
}
