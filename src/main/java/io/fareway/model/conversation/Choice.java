package io.fareway.model.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One of the answers to a request.
 *
 * @param parts texts, refusals, thoughts, calls
 * @param stopSequence the stop text that ended it; empty for none or unknown
 * @param logprobs in OpenAI's form; empty when there are none
 */
public record Choice(
        int index, List<Part> parts, FinishReason finish, String stopSequence, Optional<JsonNode> logprobs) {

    public Choice {
        parts = List.copyOf(parts);
    }
}
