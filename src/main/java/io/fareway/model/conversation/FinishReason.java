package io.fareway.model.conversation;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done. */
    STOP,
    /** One of the caller's stop texts came. */
    STOP_SEQUENCE,
    /** The longest answer allowed, or the context, was reached. */
    LENGTH,
    /** The model waits for the results of its calls. */
    TOOL_CALLS,
    /** The provider's content filter, or the model itself, refused. */
    CONTENT_FILTER,
    /** A long turn was paused by the provider and may be continued. */
    PAUSE
}
