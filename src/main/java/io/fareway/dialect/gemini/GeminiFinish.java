package io.fareway.dialect.gemini;

import io.fareway.model.conversation.FinishReason;

/**
 * The words of {@code finishReason}.
 *
 * <p>Source: <a href="https://ai.google.dev/api/generate-content#FinishReason">FinishReason</a>.
 */
final class GeminiFinish {

    private GeminiFinish() {}

    /** Whether the model failed to write an answer that can be used: another attempt may succeed. */
    static boolean isFailure(String word) {
        return switch (word) {
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MALFORMED_RESPONSE",
                    "MISSING_THOUGHT_SIGNATURE" -> true;
            default -> false;
        };
    }

    /**
     * What the word means.
     *
     * @param calls whether the answer holds calls: Gemini has no word of its own for that
     */
    static FinishReason read(String word, boolean calls) {
        return switch (word) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> FinishReason.CONTENT_FILTER;
            default -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
        };
    }
}
