package io.fareway.batch;

import jakarta.jms.Destination;
import java.util.Optional;

/**
 * A message that asks for one answer.
 *
 * @param id the broker's id, the same when it is delivered again
 * @param correlationId what the reply refers to: the sender's correlation id, or the message's own id
 * @param replyTo where the sender wants the reply; empty = the queue of results
 * @param deliveries 1 for the first
 * @param text its body
 */
public record QueueMessage(
        String id, String correlationId, Optional<Destination> replyTo, int deliveries, String text) {

    /** Name of the exchange property that holds it. */
    static final String PROPERTY = "queueMessage";

    /** Whether the sender has named a place for the reply. Routes read it as {@code queueMessage.expectsReply}. */
    public boolean isExpectsReply() {
        return replyTo.isPresent();
    }
}
