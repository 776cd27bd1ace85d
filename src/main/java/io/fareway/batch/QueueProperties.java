package io.fareway.batch;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where messages come from.
 *
 * @param brokerUrl address of an Artemis broker; empty = the broker inside this process
 * @param user who we are there; empty for none
 * @param password of that user
 * @param folder where the broker inside keeps messages
 * @param listen address at which the broker inside takes connections, for example {@code tcp://localhost:61616}; empty =
 *     none: only routes of this process reach it
 * @param deadLetters queue of messages that cannot be answered
 * @param maxDeliveries how often a message is delivered before it becomes a dead letter
 * @param redeliveryDelay until a message that could not be answered is delivered again; doubles up to a minute
 * @param keepResults how long answers are remembered, so that a message delivered again is not paid for again
 */
@Validated
@ConfigurationProperties("fareway.queue")
record QueueProperties(
        @DefaultValue("") String brokerUrl,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("data/queue") Path folder,
        @DefaultValue("") String listen,
        @DefaultValue("fareway.dead-letters") String deadLetters,
        @DefaultValue("10") @Min(1) int maxDeliveries,
        @DefaultValue("1s") Duration redeliveryDelay,
        @DefaultValue("7d") Duration keepResults) {

    boolean isInside() {
        return brokerUrl.isBlank();
    }
}
