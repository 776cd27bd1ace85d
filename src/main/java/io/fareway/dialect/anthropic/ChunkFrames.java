package io.fareway.dialect.anthropic;

import io.fareway.dialect.Frames;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Anthropic's own events inside the chunks of Bedrock's stream, in base64. An exception of Bedrock becomes Anthropic's
 * error event.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ResponseStream.html">ResponseStream</a>.
 */
final class ChunkFrames implements Frames {

    private final Frames messages;

    ChunkFrames(Frames messages) {
        this.messages = messages;
    }

    /** {@inheritDoc} Messages that are neither a chunk nor an exception are skipped. */
    @Override
    public Optional<Frame> next() throws IOException {
        while (true) {
            Optional<Frame> message = messages.next();
            if (message.isEmpty()) {
                return message;
            }
            Optional<Frame> event = eventIn(message.get());
            if (event.isPresent()) {
                return event;
            }
        }
    }

    private static Optional<Frame> eventIn(Frame message) throws IOException {
        if (message.event().equals("chunk")) {
            String data = new String(bytesOf(message), StandardCharsets.UTF_8);
            String type = Json.parseObject(data)
                    .map(event -> Json.text(event, "type"))
                    .orElse("");
            return Optional.of(serverSent(type, data));
        }
        boolean failed = message.event().equals("error") || message.event().endsWith("Exception");
        return failed ? Optional.of(failure(message)) : Optional.empty();
    }

    private static byte[] bytesOf(Frame chunk) throws IOException {
        String bytes = chunk.json().map(payload -> Json.text(payload, "bytes")).orElse("");
        try {
            return Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException damaged) {
            throw new IOException("a chunk of the event stream is not base64", damaged);
        }
    }

    private static Frame failure(Frame exception) {
        String message =
                exception.json().map(payload -> Json.text(payload, "message")).orElse("");
        var event = Json.object().put("type", "error");
        event.putObject("error").put("type", exception.event()).put("message", message);
        return serverSent("error", event.toString());
    }

    private static Frame serverSent(String type, String data) {
        return new Frame(Frame.event(type, data), type, data);
    }
}
