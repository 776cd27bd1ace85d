package io.fareway.model.conversation;

/** How an answer is put on the wire, where callers of one dialect may choose. */
public enum AnswerForm {
    /** As nearly every API has it: one object, or server-sent events. */
    USUAL,
    /** A stream as elements of one JSON array, as Gemini has it unless events are asked for. */
    JSON_ARRAY,
    /** One embedding, outside any list. */
    SINGLE_VECTOR,
    /** Embeddings as bytes of 32-bit numbers, the lowest byte first, in base64. */
    BASE64_VECTORS
}
