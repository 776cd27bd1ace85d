package io.fareway.batch;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How job files are worked off.
 *
 * @param inbox folder into which job files are dropped
 * @param outbox folder into which result files are written
 * @param concurrency most lines of all jobs together that may be under way at once; how many adapts to rate limits
 * @param jobs jobs that may be worked on at once; further ones wait in the order of their priority and arrival
 * @param maxLine longest line of a job file
 * @param retryRounds how often a line is sent again while no provider can answer, before it becomes an error line
 * @param maxWait longest pause between two rounds; the first is a second, each further one twice as long
 * @param deadline by when results are wanted of a file whose owner does not say, from its arrival
 * @param order of the result lines of such a file
 * @param stopTimeout how long lines under way may take to finish when the gateway stops
 */
@Validated
@ConfigurationProperties("fareway.batch")
record BatchProperties(
        @DefaultValue("inbox") Path inbox,
        @DefaultValue("outbox") Path outbox,
        @DefaultValue("32") @Min(1) int concurrency,
        @DefaultValue("4") @Min(1) int jobs,
        @DefaultValue("10MB") DataSize maxLine,
        @DefaultValue("12") @Min(0) int retryRounds,
        @DefaultValue("5m") Duration maxWait,
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration deadline,
        @DefaultValue("input") JobOptions.Order order,
        @DefaultValue("30s") Duration stopTimeout) {

    /** What is wanted of a file whose owner does not say. */
    JobWishes.Defaults defaults() {
        return new JobWishes.Defaults(deadline, order);
    }
}
