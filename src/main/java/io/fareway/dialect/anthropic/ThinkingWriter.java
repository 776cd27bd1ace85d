package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.ToolChoice;
import java.util.List;

/**
 * Asks for thoughts in the form that the model knows, and says where Anthropic's rules forbid it: <a
 * href="https://platform.claude.com/docs/en/build-with-claude/extended-thinking">extended thinking</a>.
 */
final class ThinkingWriter {

    private final Conversation conversation;
    private final boolean byEffort;
    private final Losses losses;

    ThinkingWriter(Conversation conversation, String model, Losses losses) {
        this.conversation = conversation;
        this.byEffort = ThinkingFields.knowsEffort(model);
        this.losses = losses;
    }

    /**
     * Writes what was asked for.
     *
     * @param mostTokens longest answer, thoughts included
     * @return whether the model is asked to think
     */
    boolean write(int mostTokens, ObjectNode request) {
        Thinking thinking = conversation.thinking();
        if (thinking.isUnsaid()) {
            return false;
        }
        if (thinking.isOff()) {
            request.putObject("thinking").put("type", "disabled");
            return false;
        }
        if (forcesCall()) {
            losses.lose("reasoning_effort (together with a forced tool)");
            return false;
        }
        return byEffort ? writeEffort(thinking, request) : writeBudget(thinking, mostTokens, request);
    }

    private boolean forcesCall() {
        return conversation.toolChoice() instanceof ToolChoice.Required
                || conversation.toolChoice() instanceof ToolChoice.Named;
    }

    private static boolean writeEffort(Thinking thinking, ObjectNode request) {
        ThinkingFields.writeEffort(thinking, request);
        return true;
    }

    private boolean writeBudget(Thinking thinking, int mostTokens, ObjectNode request) {
        if (mostTokens <= ThinkingFields.LEAST_BUDGET) {
            losses.lose("reasoning_effort (with an answer of at most " + mostTokens + " tokens)");
            return false;
        }
        if (lastCallsAreUnsigned()) {
            losses.lose("reasoning_effort (the last calls came without thoughts that Anthropic signed)");
            return false;
        }
        int room = thinking.budgetTokens().isPresent() ? mostTokens - 1 : mostTokens / 2;
        int budget = Math.max(ThinkingFields.LEAST_BUDGET, Math.min(room, ThinkingFields.budget(thinking)));
        request.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        return true;
    }

    /** A model with a budget wants back the thoughts that led to the calls whose results it is given. */
    private boolean lastCallsAreUnsigned() {
        List<Message> messages = conversation.messages();
        if (messages.isEmpty() || messages.getLast().role() != Role.TOOL) {
            return false;
        }
        List<Part> lastTurn = messages.reversed().stream()
                .filter(message -> message.role() == Role.ASSISTANT)
                .findFirst()
                .map(Message::parts)
                .orElse(List.of());
        return lastTurn.stream()
                .noneMatch(part -> part instanceof Part.Reasoning thoughts
                        && Thoughts.forProvider(thoughts).isPresent());
    }
}
