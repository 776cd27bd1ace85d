package io.fareway.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller has said about a batch.
 *
 * @param id also of its job
 * @param completionWindow as the caller wrote it
 * @param metadata JSON object, or {@code null} as JSON
 * @param requests how many there are; empty when only its job will count them
 * @param cancelledAt when its end was asked for
 */
record ApiBatch(
        String id,
        String owner,
        String inputFile,
        String endpoint,
        String completionWindow,
        String metadata,
        Instant createdAt,
        Instant expiresAt,
        OptionalLong requests,
        Optional<Instant> cancelledAt) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Id of the file that holds the answers of a job. */
    static String outputFile(String job) {
        return "file-" + job.replace("batch_", "") + "-output";
    }

    /** Id of the file that holds the errors of a job. */
    static String errorFile(String job) {
        return "file-" + job.replace("batch_", "") + "-error";
    }

    /** Whether it came as one of Anthropic's message batches. */
    boolean isOfMessages() {
        return endpoint.equals(LineEndpoint.MESSAGES.path());
    }

    /** OpenAI's <a href="https://platform.openai.com/docs/api-reference/batch/object">batch object</a>. */
    ObjectNode asJson(Job job) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", id);
        json.put("object", "batch");
        json.put("endpoint", endpoint);
        json.put("input_file_id", inputFile);
        json.put("completion_window", completionWindow);
        json.put("status", status(job));
        json.put("created_at", createdAt.getEpochSecond());
        json.put("expires_at", expiresAt.getEpochSecond());
        cancelledAt.ifPresent(asked -> json.put("cancelling_at", asked.getEpochSecond()));
        json.set("metadata", parsed(metadata));
        json.putObject("request_counts")
                .put("total", job.linesTotal().orElse(0))
                .put("completed", job.linesDone() - job.linesFailed())
                .put("failed", job.linesFailed());
        if (job.isDone()) {
            addEnd(json, job);
        }
        return json;
    }

    private static void addEnd(ObjectNode json, Job job) {
        String status = status(job);
        job.finishedAt().ifPresent(end -> json.put(status + "_at", end.getEpochSecond()));
        if (status.equals("failed")) {
            json.putObject("errors")
                    .put("object", "list")
                    .putArray("data")
                    .addObject()
                    .put("code", job.note().isEmpty() ? "empty_file" : "invalid_file")
                    .put(
                            "message",
                            job.note().isEmpty() ? "The input file has no lines." : "The input file " + job.note());
            return;
        }
        if (job.linesDone() > job.linesFailed()) {
            json.put("output_file_id", outputFile(job.id()));
        }
        if (job.linesFailed() > 0) {
            json.put("error_file_id", errorFile(job.id()));
        }
    }

    private static String status(Job job) {
        return switch (job.state()) {
            case RUNNING ->
                switch (job.control()) {
                    case RUN, PAUSE, EXPIRE, FAIL -> job.linesTotal().isPresent() ? "in_progress" : "validating";
                    case CANCEL -> "cancelling";
                };
            case WRITING, DELIVERED -> "finalizing";
            case DONE ->
                switch (job.control()) {
                    case RUN, PAUSE -> job.linesDone() == 0 ? "failed" : "completed";
                    case CANCEL -> "cancelled";
                    case EXPIRE -> "expired";
                    case FAIL -> "failed";
                };
        };
    }

    private static com.fasterxml.jackson.databind.JsonNode parsed(String metadata) {
        try {
            return JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("api_batch.metadata holds no JSON: " + metadata, e);
        }
    }
}
