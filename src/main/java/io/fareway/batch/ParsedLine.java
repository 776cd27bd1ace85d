package io.fareway.batch;

import java.util.Optional;

/** What a line of a job file turned out to be. */
sealed interface ParsedLine permits BatchLine, BadLine {

    /** Its place in the file; 1 is the first. */
    long number();

    /** The line's {@code custom_id}, when it could be read. */
    Optional<String> readableId();
}
