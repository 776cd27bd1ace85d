package io.fareway.batch;

import java.util.Optional;

/**
 * One request of a job.
 *
 * @param job id of the job
 * @param number its line in the file; 1 is the first
 * @param customId the caller's name for it, unique in the job
 * @param body the request body: the very bytes of the file
 */
record BatchLine(String job, long number, String customId, byte[] body) implements ParsedLine {

    /** Name of the exchange property that holds the line. */
    static final String PROPERTY = "batchLine";

    @Override
    public Optional<String> readableId() {
        return Optional.of(customId);
    }
}
