package io.fareway.report.anomaly;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where alarms go besides the log, under {@code fareway.alarms}.
 *
 * @param endpoint a Camel endpoint: an http(s) address, {@code smtp:...}, or a {@code log:...} for none
 */
@Validated
@ConfigurationProperties("fareway.alarms")
public record AlarmProperties(@NotBlank @DefaultValue("log:io.fareway.alarms?level=DEBUG") String endpoint) {

    boolean isMail() {
        return endpoint.startsWith("smtp");
    }

    boolean isHttp() {
        return endpoint.startsWith("http");
    }
}
