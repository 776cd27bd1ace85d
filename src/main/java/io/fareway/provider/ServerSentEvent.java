package io.fareway.provider;

import java.nio.charset.StandardCharsets;

/**
 * One event of a stream.
 *
 * @param raw the bytes as they came, up to and including the blank line
 * @param data the joined data lines; empty for comments and for events without data
 */
record ServerSentEvent(byte[] raw, String data) {

    /** OpenAI's end mark, <a href="https://platform.openai.com/docs/api-reference/chat/streaming">documented</a>. */
    static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    /** Whether this is OpenAI's end mark. */
    boolean isDone() {
        return data.equals("[DONE]");
    }

    /** Whether it carries nothing but comments. */
    boolean isComment() {
        return data.isEmpty();
    }

    /** An event that carries this JSON. */
    static byte[] ofData(String json) {
        return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
