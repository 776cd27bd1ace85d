package io.fareway.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;

/**
 * A request as the caller sent it.
 *
 * @param body the very bytes; a provider who speaks the caller's dialect gets these, unknown fields included
 * @param json the same, parsed
 * @param dialect the wire format they are in
 * @param asked what they say
 */
public record ChatRequest(byte[] body, JsonNode json, Dialect dialect, Asked asked) {

    /** What the caller asked for: {@code auto}, a tier, a model, or {@code provider/model}. */
    public String model() {
        return asked.model();
    }

    /** Whether the answer is to come as events. */
    public boolean stream() {
        return asked.stream();
    }

    /** The caller's hint about the kind of task; empty when none was given. */
    public String task() {
        return asked.task();
    }

    /** What is said, free of any wire format. */
    public Conversation conversation() {
        return asked.conversation();
    }
}
