package io.fareway.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that a caller has uploaded, or that a batch has written for it.
 *
 * @param owner whose it is, see {@link FileOwner}
 * @param filename as the caller named it; never used as a path
 * @param purpose {@code batch} or {@code batch_output}
 * @param expiresAt when it is forgotten; empty = when it is deleted
 */
record ApiFile(
        String id,
        String owner,
        String filename,
        String purpose,
        long bytes,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    /** What a file is for. */
    static final String INPUT = "batch";

    static final String OUTPUT = "batch_output";

    /** OpenAI's <a href="https://platform.openai.com/docs/api-reference/files/object">file object</a>. */
    ObjectNode asJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("object", "file");
        json.put("bytes", bytes);
        json.put("created_at", createdAt.getEpochSecond());
        expiresAt.ifPresent(end -> json.put("expires_at", end.getEpochSecond()));
        json.put("filename", filename);
        json.put("purpose", purpose);
        json.put("status", "processed");
        return json;
    }
}
