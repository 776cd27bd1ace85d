package io.fareway.batch;

/**
 * A message that stands for a whole job.
 *
 * @param job its id
 * @param replyTo name of the queue that is told; empty = the queue of results
 */
public record QueueJob(String messageId, String job, String correlationId, String replyTo) {

    /** Name of the exchange property that holds it. */
    static final String PROPERTY = "queueJob";
}
