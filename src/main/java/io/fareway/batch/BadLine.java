package io.fareway.batch;

import java.util.Optional;

/**
 * A line that cannot be sent.
 *
 * @param readableId its {@code custom_id}, when at least that could be read
 * @param code what is wrong, in one word, for programs
 * @param message what is wrong and what to do, for people
 */
record BadLine(long number, Optional<String> readableId, String code, String message) implements ParsedLine {

    /** The code of a line whose job was cancelled before it. */
    static final String CANCELLED = "batch_cancelled";

    /** The code of a line whose job was out of time before it. */
    static final String EXPIRED = "batch_expired";
}
