package io.fareway.routing;

import io.fareway.model.ClassifierRules.Structure;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.OutputFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What a request contains or demands besides words. */
final class PromptStructure {

    private static final List<String> CODE_WORDS =
            List.of("def", "class", "function", "import", "public static", "#include");
    private static final Pattern CODE_LINE =
            Pattern.compile("\\b(def|class|function|import|public static|#include)\\b[^.\\n]*[({:;]");
    private static final Pattern MATHS =
            Pattern.compile("\\$[^$\\n]+\\$|\\\\(frac|sum|int|sqrt)|\\d\\s*[*/^+]\\s*\\d|[∑∫√≤≥≠]|\\bx\\s*=");

    /** Each alternative of {@link #MATHS} holds one of these; most prompts hold none, and need no pattern. */
    private static final String MATHS_SIGNS = "$\\*/^+=∑∫√≤≥≠";

    private static final int LONG_CONVERSATION_MESSAGES = 8;

    private PromptStructure() {}

    /**
     * Whether a request shows this structure.
     *
     * @param conversation what is asked
     * @param prompt text of its last user message, lower case
     */
    static boolean isIn(Structure structure, Conversation conversation, String prompt) {
        return switch (structure) {
            case CODE -> hasCode(prompt);
            case MATHS -> hasMaths(prompt);
            case SEVERAL_QUESTIONS -> prompt.chars().filter(c -> c == '?').count() >= 3;
            case SCHEMA -> conversation.format() instanceof OutputFormat.JsonSchema;
            case TOOLS -> !conversation.tools().isEmpty();
            case LONG_CONVERSATION -> conversation.messages().size() >= LONG_CONVERSATION_MESSAGES;
        };
    }

    private static boolean hasCode(String prompt) {
        return prompt.contains("```")
                || prompt.contains("=>")
                || endsALine(';', prompt)
                || endsALine('{', prompt)
                || (CODE_WORDS.stream().anyMatch(prompt::contains)
                        && CODE_LINE.matcher(prompt).find());
    }

    private static boolean endsALine(char mark, String prompt) {
        for (int at = prompt.indexOf(mark); at >= 0; at = prompt.indexOf(mark, at + 1)) {
            int next = at + 1;
            while (next < prompt.length() && " \t\r\f\u000b".indexOf(prompt.charAt(next)) >= 0) {
                next++;
            }
            if (next < prompt.length() && prompt.charAt(next) == '\n') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMaths(String prompt) {
        return prompt.chars().anyMatch(c -> MATHS_SIGNS.indexOf(c) >= 0)
                && MATHS.matcher(prompt).find();
    }
}
