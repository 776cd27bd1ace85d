package io.fareway.model.conversation;

/** Who speaks. */
public enum Role {
    /** Standing instructions of the operator. */
    SYSTEM,
    /** Instructions of the application's developer, which OpenAI sets apart; elsewhere the same as {@link #SYSTEM}. */
    DEVELOPER,
    /** The person asking. */
    USER,
    /** The model. */
    ASSISTANT,
    /** Results of the calls that the model asked for: parts of type {@link Part.ToolResult} and nothing else. */
    TOOL
}
