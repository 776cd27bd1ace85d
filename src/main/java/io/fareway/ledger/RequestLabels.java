package io.fareway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Journey;
import java.util.stream.Stream;

/**
 * For whom a request was made, in the words of its caller, so that cost can be told apart by them.
 *
 * @param user OpenAI's <a href="https://platform.openai.com/docs/api-reference/chat/create">{@code safety_identifier} or
 *     {@code user}</a>, or Anthropic's <a href="https://docs.anthropic.com/en/api/messages">{@code metadata.user_id}</a>;
 *     empty for none
 * @param session {@code metadata.session_id}; empty for none
 */
record RequestLabels(String user, String session) {

    /** Longer labels are cut, so that nobody fills the ledger with them. */
    static final int LONGEST = 200;

    static RequestLabels of(Journey journey) {
        JsonNode request = journey.request().json();
        JsonNode metadata = request.path("metadata");
        return new RequestLabels(
                first(request.path("user"), request.path("safety_identifier"), metadata.path("user_id")),
                first(metadata.path("session_id")));
    }

    private static String first(JsonNode... labels) {
        return Stream.of(labels)
                .filter(JsonNode::isTextual)
                .map(label -> label.textValue().strip())
                .filter(label -> !label.isEmpty())
                .map(label -> label.substring(0, Math.min(LONGEST, label.length())))
                .findFirst()
                .orElse("");
    }
}
