package io.fareway.dialect;

import java.nio.charset.StandardCharsets;

/**
 * One message of a streamed response body: a server-sent event, or a message of another framing.
 *
 * @param raw the bytes as they came, complete; for server-sent events up to and including the blank line
 * @param event its event name; empty when it has none
 * @param data its payload as text; empty for comments and keep-alives
 */
public record Frame(byte[] raw, String event, String data) {

    /** A server-sent event without a name that carries this data on one line. */
    public static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A server-sent event with a name. */
    public static byte[] event(String name, String data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
