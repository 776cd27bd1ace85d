package io.fareway.model.conversation;

/** Whether the model must, may, or must not call a tool. */
public sealed interface ToolChoice {

    /** Nothing was said: the provider's own default. */
    record Unsaid() implements ToolChoice {}

    /** The model decides. */
    record Auto() implements ToolChoice {}

    /** No calls. */
    record None() implements ToolChoice {}

    /** At least one call, to any tool. */
    record Required() implements ToolChoice {}

    /** A call to this function. */
    record Named(String name) implements ToolChoice {}
}
