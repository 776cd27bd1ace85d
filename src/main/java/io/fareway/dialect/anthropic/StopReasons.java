package io.fareway.dialect.anthropic;

import io.fareway.model.conversation.FinishReason;

/**
 * The words of {@code stop_reason}: <a
 * href="https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons">handling stop reasons</a>.
 */
final class StopReasons {

    private StopReasons() {}

    static FinishReason read(String word) {
        return switch (word) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "pause_turn" -> FinishReason.PAUSE;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /**
     * The word for a caller.
     *
     * @param calls whether the answer asks for calls; some providers end such answers with an ordinary stop
     * @param refuses whether the answer is the model's refusal
     */
    static String write(FinishReason reason, boolean calls, boolean refuses) {
        return switch (reason) {
            case STOP -> refuses ? "refusal" : calls ? "tool_use" : "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
            case PAUSE -> "pause_turn";
        };
    }
}
