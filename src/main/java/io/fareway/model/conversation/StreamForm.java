package io.fareway.model.conversation;

/** How the pieces of a streamed answer are put on the wire. */
public enum StreamForm {
    /** Server-sent events, as nearly every API has it. */
    EVENTS,
    /** Elements of one JSON array, as Gemini has it unless events are asked for. */
    JSON_ARRAY
}
