package io.fareway.dialect.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Losses;
import io.fareway.dialect.replicate.InputFields.ThinkingField;
import io.fareway.model.conversation.Thinking;
import java.util.OptionalInt;

/** Writes how much the model is to think, in the form that it takes. */
final class ThinkingInput {

    private static final String EFFORT = "reasoning_effort";

    private final ThinkingField field;
    private final Losses losses;
    private final ObjectNode input;

    ThinkingInput(ThinkingField field, Losses losses, ObjectNode input) {
        this.field = field;
        this.losses = losses;
        this.input = input;
    }

    void write(Thinking thinking) {
        if (thinking.isUnsaid()) {
            return;
        }
        switch (field) {
            case NONE -> losses.loseIf(!thinking.isOff(), EFFORT);
            case EFFORT -> writeEffort(thinking.effort());
            case EXTENDED -> writeExtended(thinking);
            case BUDGET -> writeBudget(thinking);
        }
    }

    private void writeEffort(String effort) {
        if (effort.isEmpty()) {
            losses.lose(EFFORT + " (in tokens)");
        } else {
            input.put(EFFORT, effort);
        }
    }

    private void writeExtended(Thinking thinking) {
        if (thinking.isOff()) {
            return;
        }
        input.put("extended_thinking", true);
        budget(thinking).ifPresent(tokens -> input.put("thinking_budget_tokens", Math.max(1024, tokens)));
    }

    private void writeBudget(Thinking thinking) {
        if (thinking.isOff()) {
            input.put("thinking_budget", 0);
        } else {
            budget(thinking).ifPresent(tokens -> input.put("thinking_budget", tokens));
        }
    }

    /** The same budgets for a word as elsewhere; empty leaves it to the model. */
    private static OptionalInt budget(Thinking thinking) {
        if (thinking.budgetTokens().isPresent()) {
            return thinking.budgetTokens();
        }
        return switch (thinking.effort()) {
            case "minimal", "low" -> OptionalInt.of(2048);
            case "medium" -> OptionalInt.of(8192);
            case "high", "xhigh", "max" -> OptionalInt.of(16_384);
            default -> OptionalInt.empty();
        };
    }
}
