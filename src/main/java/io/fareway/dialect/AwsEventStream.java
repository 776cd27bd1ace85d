package io.fareway.dialect;

import io.fareway.model.conversation.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Reads messages in the <a
 * href="https://smithy.io/2.0/aws/amazon-eventstream.html">event-stream framing of AWS</a> with Amazon's own decoder. A
 * frame's event is the type of the message: that of an event, such as {@code contentBlockDelta}, or that of an
 * exception, such as {@code throttlingException}.
 */
public final class AwsEventStream implements Frames {

    /** The content type of this framing. */
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private final MessageDecoder decoder = new MessageDecoder();
    private final Deque<Message> decoded = new ArrayDeque<>();

    /** Reads messages from these bytes. */
    public AwsEventStream(InputStream in) {
        this.in = in;
    }

    /**
     * The next message.
     *
     * @return empty at the end of the stream
     * @throws IOException when the stream breaks, or its checksums say that it was damaged
     */
    @Override
    public Optional<Frame> next() throws IOException {
        while (decoded.isEmpty()) {
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                return Optional.empty();
            }
            decode(count);
        }
        return Optional.of(frame(decoded.remove()));
    }

    private void decode(int count) throws IOException {
        try {
            decoder.feed(buffer, 0, count);
            decoded.addAll(decoder.getDecodedMessages());
        } catch (IllegalArgumentException damaged) {
            throw new IOException("a message of the event stream is damaged", damaged);
        }
    }

    private static Frame frame(Message message) {
        byte[] raw = message.toByteBuffer().array();
        String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
        return switch (header(message, ":message-type")) {
            case "exception" -> new Frame(raw, header(message, ":exception-type"), payload);
            case "error" -> new Frame(raw, "error", errorOf(message));
            default -> new Frame(raw, header(message, ":event-type"), payload);
        };
    }

    private static String errorOf(Message message) {
        return Json.object()
                .put("code", header(message, ":error-code"))
                .put("message", header(message, ":error-message"))
                .toString();
    }

    private static String header(Message message, String name) {
        return Optional.ofNullable(message.getHeaders().get(name))
                .map(HeaderValue::getString)
                .orElse("");
    }
}
