package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Prefill;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a deployment to go on with an answer that was begun elsewhere.
 *
 * <p>Forms: <a href="https://api-docs.deepseek.com/guides/chat_prefix_completion">DeepSeek's prefix completion</a>, <a
 * href="https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html">vLLM's extra parameters</a>.
 */
final class ContinuedMessages {

    private ContinuedMessages() {}

    /** The request fields that say it, as JSON text by name. */
    static Map<String, String> of(JsonNode request, String begun, Prefill form) {
        ArrayNode messages = ((ArrayNode) request.path("messages")).deepCopy();
        ObjectNode answer = messages.addObject().put("role", "assistant").put("content", begun);
        Map<String, String> fields = new LinkedHashMap<>();
        if (form == Prefill.PREFIX) {
            answer.put("prefix", true);
        }
        if (form == Prefill.CONTINUE_FINAL_MESSAGE) {
            fields.put("continue_final_message", "true");
            fields.put("add_generation_prompt", "false");
        }
        fields.put("messages", messages.toString());
        return fields;
    }
}
