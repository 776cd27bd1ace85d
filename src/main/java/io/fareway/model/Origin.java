package io.fareway.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * For whom a request is made: the caller that holds the key, and the labels that the caller gives. Labels are the
 * caller's word and grant nothing.
 *
 * @param caller by its key
 * @param user OpenAI's <a href="https://platform.openai.com/docs/api-reference/chat/create">{@code user} or
 *     {@code safety_identifier}</a>, or Anthropic's <a href="https://docs.anthropic.com/en/api/messages">{@code
 *     metadata.user_id}</a>; empty for none
 * @param session the header {@code x-fareway-session}, else {@code metadata.session_id} or {@code metadata.session};
 *     empty for none
 * @param headers those of its headers that some provider may see, by their names in lower case
 */
public record Origin(Caller caller, String user, String session, Map<String, String> headers) {

    /** Longer labels are cut, so that nobody fills the ledger with them. */
    static final int LONGEST_LABEL = 200;

    /**
     * The origin of a request.
     *
     * @param sessionHeader value of {@code x-fareway-session}; empty when absent
     * @param request its body
     */
    public static Origin of(Caller caller, String sessionHeader, JsonNode request) {
        JsonNode metadata = request.path("metadata");
        String session = label(sessionHeader);
        return new Origin(
                caller,
                first(request.path("user"), request.path("safety_identifier"), metadata.path("user_id")),
                session.isEmpty() ? first(metadata.path("session_id"), metadata.path("session")) : session,
                Map.of());
    }

    /** The same with these headers. */
    public Origin with(Map<String, String> passed) {
        return new Origin(caller, user, session, Map.copyOf(passed));
    }

    private static String first(JsonNode... labels) {
        return Stream.of(labels)
                .filter(JsonNode::isTextual)
                .map(label -> label(label.textValue()))
                .filter(label -> !label.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String label(String text) {
        String label = text.strip();
        return label.substring(0, Math.min(LONGEST_LABEL, label.length()));
    }
}
