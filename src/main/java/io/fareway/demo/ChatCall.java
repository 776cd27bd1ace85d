package io.fareway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A chat request to a simulated provider.
 *
 * @param provider name of the simulated provider
 * @param profile how that provider behaves
 * @param model the model asked for
 * @param messages the conversation, oldest first
 * @param maxTokens bound on the tokens of the answer, reasoning included; at least 1
 * @param stream whether the answer is to come as events
 * @param includeUsage whether a stream is to end with a usage chunk
 * @param form what the answer must look like
 */
record ChatCall(
        String provider,
        DemoProperties.Profile profile,
        String model,
        List<Message> messages,
        OptionalInt maxTokens,
        boolean stream,
        boolean includeUsage,
        Form form) {

    ChatCall {
        messages = List.copyOf(messages);
    }

    /** The last message of the user; the last of anyone when the user said nothing. */
    String question() {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .findFirst()
                .orElse(messages.getLast())
                .text();
    }

    /**
     * One message.
     *
     * @param role who said it
     * @param text its text parts, joined by line breaks
     */
    record Message(String role, String text) {}

    /** What the answer must look like. */
    sealed interface Form {

        /** Prose, lists or code, as the question suggests. */
        record Text() implements Form {}

        /**
         * One JSON object.
         *
         * @param schema the JSON Schema it must meet; empty for any object
         */
        record Json(Optional<JsonNode> schema) implements Form {}

        /**
         * A call of one tool.
         *
         * @param name the function's name
         * @param parameters JSON Schema of its parameters
         */
        record ToolCall(String name, JsonNode parameters) implements Form {}
    }
}
