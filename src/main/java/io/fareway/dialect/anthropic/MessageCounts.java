package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The question how many tokens a request has.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/count_tokens">count tokens</a>.
 */
final class MessageCounts {

    /** It refuses every other field of a request. */
    private static final Set<String> FIELDS =
            Set.of("model", "messages", "system", "tools", "tool_choice", "thinking", "output_config");

    private MessageCounts() {}

    /** What counts of a request. */
    static ObjectNode question(ObjectNode request) {
        return request.retain(FIELDS);
    }

    static OptionalLong read(JsonNode answer) {
        return Json.whole(answer, "input_tokens");
    }

    static ObjectNode answer(long inputTokens) {
        return Json.object().put("input_tokens", inputTokens);
    }
}
