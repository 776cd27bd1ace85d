package io.fareway.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Makes a line of OpenAI's batch input of a prompt. */
final class PromptRequest {

    private PromptRequest() {}

    /** A chat request with this prompt as its one message. */
    static byte[] of(String customId, String model, String prompt) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("custom_id", customId);
        line.put("method", "POST");
        line.put("url", LineEndpoint.CHAT_COMPLETIONS.path());
        line.putObject("body")
                .put("model", model)
                .putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", prompt);
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
