package io.fareway.model.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One message of a streamed response body: a server-sent event, or a message of another framing. */
public final class Frame {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] raw;
    private final String event;
    private final String data;
    private Optional<ObjectNode> json = Optional.empty();
    private boolean parsed;

    /**
     * A message as it came.
     *
     * @param raw the bytes, complete; for server-sent events up to and including the blank line
     * @param event its event name; empty when it has none
     * @param data its payload as text; empty for comments and keep-alives
     */
    public Frame(byte[] raw, String event, String data) {
        this.raw = raw;
        this.event = event;
        this.data = data;
    }

    /** The bytes as they came. */
    public byte[] raw() {
        return raw;
    }

    /** Its event name; empty when it has none. */
    public String event() {
        return event;
    }

    /** Its payload as text; empty for comments and keep-alives. */
    public String data() {
        return data;
    }

    /** Its payload as a JSON object, parsed once; empty when it is none. Not to be changed. */
    public Optional<ObjectNode> json() {
        if (!parsed) {
            parsed = true;
            json = parse();
        }
        return json;
    }

    private Optional<ObjectNode> parse() {
        try {
            return JSON.readTree(data) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** A server-sent event without a name that carries this data on one line. */
    public static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A server-sent event with a name. */
    public static byte[] event(String name, String data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
