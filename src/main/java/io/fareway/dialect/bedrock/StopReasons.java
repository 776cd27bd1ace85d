package io.fareway.dialect.bedrock;

import io.fareway.model.conversation.FinishReason;

/** The words of {@code stopReason}. */
final class StopReasons {

    private StopReasons() {}

    /** Whether the model failed to write an answer that can be used: another attempt may succeed. */
    static boolean isFailure(String word) {
        return word.startsWith("malformed_");
    }

    static FinishReason read(String word) {
        return switch (word) {
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }
}
