package io.fareway.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A chat request as the client sent it, in OpenAI's wire format.
 *
 * @param body the very bytes; unknown fields reach an OpenAI-type provider unharmed because these are forwarded
 * @param json the same, parsed
 * @param model what the caller asked for: {@code auto}, a tier, a model, or {@code provider/model}
 * @param stream whether the answer is to come as events
 * @param includeUsage whether the client asked for the final usage chunk of a stream
 * @param task the caller's hint about the kind of task; empty when none was given
 */
public record ChatRequest(
        byte[] body, JsonNode json, String model, boolean stream, boolean includeUsage, String task) {}
