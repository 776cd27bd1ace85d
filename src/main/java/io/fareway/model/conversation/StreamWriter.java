package io.fareway.model.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the events of one streamed answer for one caller. Lives as long as the caller's stream: over several attempts
 * when one provider breaks off and another continues.
 */
public interface StreamWriter {

    /** The content type of the whole stream. */
    default String contentType() {
        return "text/event-stream";
    }

    /** Bytes without meaning for the caller, which keep the connection open. */
    default byte[] keepAlive() {
        return ": still working\n\n".getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes that tell the caller; empty when there is nothing to tell, or not yet. */
    byte[] write(AnswerEvent event);

    /**
     * The bytes of a provider who speaks the caller's dialect.
     *
     * @param frame as it came
     * @param events what it says
     * @return what is sent now; empty when it is kept for {@link #close}
     */
    byte[] pass(Frame frame, List<AnswerEvent> events);

    /** The last bytes, after everything is booked: what only the end of a stream can say, and its end mark. */
    byte[] close(Closing closing);
}
