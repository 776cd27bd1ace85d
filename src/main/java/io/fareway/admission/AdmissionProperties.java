package io.fareway.admission;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Who may come in, and how much.
 *
 * @param keys keys that callers send as bearer token; with none, callers on this machine need no key and others are
 *     refused
 * @param maxConcurrent requests that may be under way at once
 * @param maxBody largest request body
 * @param maxBodyTime longest that a request body may take to arrive
 */
@Validated
@ConfigurationProperties("fareway.admission")
public record AdmissionProperties(
        @DefaultValue({}) List<String> keys,
        @DefaultValue("2000") @Min(1) int maxConcurrent,
        @DefaultValue("20MB") DataSize maxBody,
        @DefaultValue("60s") Duration maxBodyTime) {}
