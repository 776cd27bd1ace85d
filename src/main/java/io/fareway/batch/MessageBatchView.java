package io.fareway.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A batch as callers of {@code /v1/messages/batches} see it.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/batches/retrieve">message batch object</a>.
 */
final class MessageBatchView {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageBatchView() {}

    /**
     * The batch object.
     *
     * @param address where message batches are had, with the host that the caller knows
     */
    static ObjectNode of(ApiBatch batch, Job job, String address) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", batch.id());
        json.put("type", "message_batch");
        json.put("processing_status", status(job));
        json.set("request_counts", job.isDone() ? endCounts(job) : counts(batch, job));
        put(json, "ended_at", job.isDone() ? job.finishedAt() : Optional.empty());
        put(json, "created_at", Optional.of(batch.createdAt()));
        put(json, "expires_at", Optional.of(batch.expiresAt()));
        put(json, "cancel_initiated_at", batch.cancelledAt());
        json.putNull("archived_at");
        if (job.isDone()) {
            json.put("results_url", address + "/" + batch.id() + "/results");
        } else {
            json.putNull("results_url");
        }
        return json;
    }

    private static void put(ObjectNode json, String field, Optional<Instant> moment) {
        moment.ifPresentOrElse(at -> json.put(field, at.toString()), () -> json.putNull(field));
    }

    private static String status(Job job) {
        if (job.isDone()) {
            return "ended";
        }
        return job.control() == Job.Control.CANCEL ? "canceling" : "in_progress";
    }

    /** Before the end everything counts as being worked on, as at Anthropic. */
    private static ObjectNode counts(ApiBatch batch, Job job) {
        return counts(batch.requests().orElse(job.linesTotal().orElse(0)), 0, 0, 0, 0);
    }

    private static ObjectNode endCounts(Job job) {
        long cancelled = failures(job, BadLine.CANCELLED);
        long expired = failures(job, BadLine.EXPIRED);
        return counts(
                0, job.linesDone() - job.linesFailed(), job.linesFailed() - cancelled - expired, cancelled, expired);
    }

    private static ObjectNode counts(long processing, long succeeded, long errored, long cancelled, long expired) {
        return JSON.createObjectNode()
                .put("processing", processing)
                .put("succeeded", succeeded)
                .put("errored", errored)
                .put("canceled", cancelled)
                .put("expired", expired);
    }

    private static long failures(Job job, String reason) {
        try {
            for (JsonNode failure : JSON.readTree(job.report()).path("failures")) {
                if (failure.path("reason").asText().equals(reason)) {
                    return failure.path("lines").asLong();
                }
            }
            return 0;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("batch_job.report of " + job.id() + " holds no JSON", e);
        }
    }
}
