package io.fareway.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Frame;
import java.io.ByteArrayOutputStream;

/** Numbers the events of one stream and puts them into bytes. */
final class EventLog {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private long next;

    /** Takes the fields of an event, without type and number. */
    void add(String type, ObjectNode fields) {
        ObjectNode event = Json.object().put("type", type).put("sequence_number", next++);
        event.setAll(fields);
        out.writeBytes(Frame.event(type, event.toString()));
    }

    /** Goes on behind the number of a provider's own event. */
    void continueBehind(long number) {
        next = Math.max(next, number + 1);
    }

    /** What was added since the last time. */
    byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
