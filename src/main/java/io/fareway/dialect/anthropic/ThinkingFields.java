package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Thinking;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much the model is to think: {@code thinking} and {@code output_config.effort}.
 *
 * <p>Models before 4.6 know budgets only; later ones think as they see fit, guided by an effort: <a
 * href="https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking">adaptive thinking</a>, <a
 * href="https://platform.claude.com/docs/en/build-with-claude/effort">effort</a>.
 */
final class ThinkingFields {

    /** The smallest budget that Anthropic accepts. */
    static final int LEAST_BUDGET = 1024;

    private static final Pattern OLD_MODEL = Pattern.compile("claude-(?:instant|[123](?:\\D|$))");
    private static final Pattern FOURTH = Pattern.compile("claude-(?:opus|sonnet|haiku)-4(?:-(\\d{1,2}))?(?!\\d)");
    private static final int FIRST_ADAPTIVE_MINOR = 6;

    private ThinkingFields() {}

    /**
     * What the caller asks for.
     *
     * @param other takes what has no counterpart elsewhere
     */
    static Thinking read(JsonNode request, Map<String, JsonNode> other) {
        JsonNode thinking = request.path("thinking");
        JsonNode config = request.path("output_config");
        String effort = Json.text(config, "effort");
        boolean shown = !Json.text(thinking, "display").equals("omitted");
        return switch (Json.text(thinking, "type")) {
            case "enabled" -> new Thinking(effort, Json.integer(thinking, "budget_tokens"), shown);
            case "adaptive" -> new Thinking(effort.isEmpty() ? "high" : effort, OptionalInt.empty(), shown);
            case "disabled" -> {
                if (!effort.isEmpty()) {
                    other.put("output_config.effort", config.path("effort"));
                }
                yield Thinking.OFF;
            }
            case "" -> new Thinking(effort, OptionalInt.empty(), false);
            default -> {
                other.put("thinking", thinking);
                yield new Thinking(effort, OptionalInt.empty(), false);
            }
        };
    }

    /** Whether this model, as the provider names it, can be given an effort. */
    static boolean knowsEffort(String model) {
        if (OLD_MODEL.matcher(model).find()) {
            return false;
        }
        Matcher fourth = FOURTH.matcher(model);
        if (!fourth.find()) {
            return true;
        }
        return fourth.group(1) != null && Integer.parseInt(fourth.group(1)) >= FIRST_ADAPTIVE_MINOR;
    }

    /** The budget in tokens that an effort stands for, for models that know no effort. */
    static int budget(Thinking thinking) {
        return Math.max(LEAST_BUDGET, thinking.budgetTokens().orElseGet(() -> switch (thinking.effort()) {
            case "minimal" -> LEAST_BUDGET;
            case "low" -> 2048;
            case "medium" -> 8192;
            case "xhigh" -> 32_768;
            case "max" -> 65_536;
            default -> 16_384;
        }));
    }

    /** The effort that comes nearest, in Anthropic's words. */
    static String effort(Thinking thinking) {
        if (thinking.effort().isEmpty()) {
            int budget = thinking.budgetTokens().orElse(0);
            return budget <= 2048 ? "low" : budget <= 12_288 ? "medium" : "high";
        }
        return thinking.effort().equals("minimal") ? "low" : thinking.effort();
    }

    /** Asks for thoughts as the model sees fit, guided by an effort. */
    static void writeEffort(Thinking thinking, ObjectNode request) {
        ObjectNode written = request.putObject("thinking").put("type", "adaptive");
        if (thinking.show()) {
            written.put("display", "summarized");
        }
        request.withObject("/output_config").put("effort", effort(thinking));
    }
}
