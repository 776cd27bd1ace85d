package io.fareway.dialect.cohere;

import io.fareway.model.conversation.FinishReason;

/** The words of {@code finish_reason}. */
final class CohereFinish {

    private CohereFinish() {}

    /** Whether Cohere gave up: another attempt may succeed. */
    static boolean isFailure(String word) {
        return word.equals("ERROR") || word.equals("TIMEOUT");
    }

    static FinishReason read(String word) {
        return switch (word) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "STOP_SEQUENCE" -> FinishReason.STOP_SEQUENCE;
            case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
    }
}
