package io.fareway.model.conversation;

import java.util.OptionalInt;

/**
 * How much the model is to think before it speaks.
 *
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code max};
 *     empty when not said
 * @param budgetTokens longest thought in tokens; empty when not said
 * @param show whether the thoughts, or a summary of them, are wanted in the answer
 */
public record Thinking(String effort, OptionalInt budgetTokens, boolean show) {

    /** Nothing was said about thinking. */
    public static final Thinking UNSAID = new Thinking("", OptionalInt.empty(), false);

    /** Thinking is switched off by the caller. */
    public static final Thinking OFF = new Thinking("none", OptionalInt.empty(), false);

    /** Whether the caller wants no thoughts at all. */
    public boolean isOff() {
        return effort.equals("none");
    }

    /** Whether the caller said nothing. */
    public boolean isUnsaid() {
        return effort.isEmpty() && budgetTokens.isEmpty();
    }
}
