package io.fareway.dialect;

import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The last event of a stream that is handed on as it came: the gateway's own figures are added to it. */
public final class PassedEnd {

    private PassedEnd() {}

    /**
     * The bytes for the caller.
     *
     * @param event its name in the caller's dialect
     */
    public static byte[] of(Frame frame, String event, Closing closing) {
        if (closing.figures().isEmpty()) {
            return frame.raw();
        }
        byte[] data = JsonFields.with(
                frame.data().getBytes(StandardCharsets.UTF_8),
                Map.of("fareway", closing.figures().toString()));
        return Frame.event(event, new String(data, StandardCharsets.UTF_8));
    }
}
