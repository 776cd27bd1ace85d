package io.fareway.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.ClassifierRules.Structure;
import java.util.regex.Pattern;

/** What a request contains or demands besides words. */
final class PromptStructure {

    private static final Pattern CODE = Pattern.compile(
            "```|\\b(def|class|function|import|public static|#include)\\b[^.\\n]*[({:;]|;\\s*\\n|\\{\\s*\\n|=>");
    private static final Pattern MATHS =
            Pattern.compile("\\$[^$\\n]+\\$|\\\\(frac|sum|int|sqrt)|\\d\\s*[*/^+]\\s*\\d|[∑∫√≤≥≠]|\\bx\\s*=");
    private static final int LONG_CONVERSATION_MESSAGES = 8;

    private PromptStructure() {}

    /**
     * Whether a request shows this structure.
     *
     * @param request the chat request
     * @param prompt text of its last user message, lower case
     */
    static boolean isIn(Structure structure, JsonNode request, String prompt) {
        return switch (structure) {
            case CODE -> CODE.matcher(prompt).find();
            case MATHS -> MATHS.matcher(prompt).find();
            case SEVERAL_QUESTIONS -> prompt.chars().filter(c -> c == '?').count() >= 3;
            case SCHEMA -> request.path("response_format").path("type").asText().equals("json_schema");
            case TOOLS -> !request.path("tools").isEmpty();
            case LONG_CONVERSATION -> request.path("messages").size() >= LONG_CONVERSATION_MESSAGES;
        };
    }
}
