package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Thinking;
import java.util.OptionalInt;

/**
 * What Converse has no field for, but the vendor of the model has: {@code top_k} and thinking.
 *
 * <p>Sources: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html">Claude</a>, <a
 * href="https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html">Nova</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html">OpenAI</a>.
 */
final class ModelFields {

    /** Claude thinks no less. */
    private static final int LEAST_BUDGET = 1024;

    private final WireTarget target;
    private final Losses losses;
    private final ObjectNode fields = Json.object();

    ModelFields(WireTarget target, Losses losses) {
        this.target = target;
        this.losses = losses;
    }

    /** Whether the model is one of Anthropic's. */
    boolean isClaude() {
        return target.model().contains("anthropic.");
    }

    private boolean isNova() {
        return target.model().contains("amazon.nova");
    }

    /**
     * The additional fields.
     *
     * @param inference the common ones, where a budget for thinking widens the answer's limit
     */
    ObjectNode write(Conversation conversation, ObjectNode inference) {
        conversation.sampling().topK().ifPresent(this::writeTopK);
        Thinking thinking = conversation.thinking();
        if (!thinking.isUnsaid() && !thinking.isOff()) {
            if (isClaude()) {
                writeBudget(thinking, conversation.sampling().maxTokens(), inference);
            } else if (isNova()) {
                fields.putObject("reasoningConfig").put("type", "enabled").put("maxReasoningEffort", level(thinking));
            } else if (target.model().contains("openai.")) {
                fields.put("reasoning_effort", level(thinking));
            } else {
                losses.lose("reasoning_effort");
            }
        }
        return fields;
    }

    private void writeTopK(int topK) {
        if (isClaude()) {
            fields.put("top_k", topK);
        } else if (isNova()) {
            fields.putObject("inferenceConfig").put("topK", topK);
        } else {
            losses.lose("top_k");
        }
    }

    private void writeBudget(Thinking thinking, OptionalInt most, ObjectNode inference) {
        int wanted = thinking.budgetTokens().orElse(budgetOf(thinking.effort()));
        if (most.isPresent() && most.getAsInt() <= LEAST_BUDGET) {
            losses.lose("reasoning_effort (with at most " + most.getAsInt() + " tokens)");
            return;
        }
        int budget = most.isPresent() ? Math.min(wanted, most.getAsInt() - 1) : wanted;
        if (most.isEmpty()) {
            inference.put("maxTokens", budget + target.answerTokens());
        }
        fields.putObject("thinking").put("type", "enabled").put("budget_tokens", Math.max(LEAST_BUDGET, budget));
    }

    private static int budgetOf(String effort) {
        return switch (effort) {
            case "minimal", "low" -> LEAST_BUDGET;
            case "medium" -> 8192;
            default -> 24_576;
        };
    }

    private static String level(Thinking thinking) {
        int budget = thinking.budgetTokens().orElse(budgetOf(thinking.effort()));
        return budget <= 2048 ? "low" : budget <= 12_288 ? "medium" : "high";
    }
}
