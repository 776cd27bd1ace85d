package io.fareway.demo;

import java.util.List;
import java.util.Optional;

/**
 * What a simulated provider says.
 *
 * @param id {@code chatcmpl-} and a random part
 * @param created seconds since 1970
 * @param model the model asked for
 * @param tool the function called; empty for an answer in text
 * @param pieces the text or the arguments of the call, token by token; a piece may be empty
 * @param finishReason {@code stop}, {@code length} or {@code tool_calls}
 * @param promptTokens tokens of the prompt
 * @param cachedTokens of these, tokens the provider had seen just before
 * @param reasoningTokens tokens thought but not said
 */
record SimulatedAnswer(
        String id,
        long created,
        String model,
        Optional<Tool> tool,
        List<String> pieces,
        String finishReason,
        int promptTokens,
        int cachedTokens,
        int reasoningTokens) {

    /**
     * A function called.
     *
     * @param callId {@code call_} and a random part
     * @param name the function's name
     */
    record Tool(String callId, String name) {}

    SimulatedAnswer {
        pieces = List.copyOf(pieces);
    }

    String text() {
        return String.join("", pieces);
    }

    int completionTokens() {
        return pieces.size() + reasoningTokens;
    }
}
