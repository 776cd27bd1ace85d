package io.fareway.batch;

import jakarta.jms.Destination;
import java.util.Optional;
import java.util.regex.Pattern;

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

    private static final Pattern JOB = Pattern.compile("\\s*\\{\\s*\"(job|input_file_id)\"\\s*:[^{}]{1,2000}}\\s*");

    /**
     * Whether it stands for a whole job: a short JSON object that names a file and has no messages. Routes read it as
     * {@code queueMessage.job}.
     */
    public boolean isJob() {
        return JOB.matcher(text).matches();
    }

    /** Whether the sender has named a place for the reply. Routes read it as {@code queueMessage.expectsReply}. */
    public boolean isExpectsReply() {
        return replyTo.isPresent();
    }
}
