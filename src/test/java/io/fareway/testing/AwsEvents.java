package io.fareway.testing;

import io.fareway.testing.ScriptedProvider.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Streams in the event-stream framing of AWS. */
public final class AwsEvents {

    private AwsEvents() {}

    /** A whole answer, or one as events where the request asks for a stream. */
    static Reply reply(String whole, byte[] events) {
        return (request, connection) -> {
            if (request.asksForStream()) {
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n"
                        + "Connection: close\r\n\r\n");
                connection.send(events);
            } else {
                Replies.json(200, "", whole).to(request, connection);
            }
        };
    }

    /** Messages from lines of an event type and its payload; the type of an exception is one that says so. */
    public static byte[] ofLines(String lines) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        lines.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            events.writeBytes(message(line.substring(0, blank), line.substring(blank + 1)));
        });
        return events.toByteArray();
    }

    /** The data of server-sent events as Bedrock's chunks: in base64, with padding that says nothing. */
    public static byte[] chunksOf(String serverSentEvents) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        serverSentEvents
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8))
                .map(Base64.getEncoder()::encodeToString)
                .forEach(bytes ->
                        chunks.writeBytes(message("chunk", "{\"bytes\":\"" + bytes + "\",\"p\":\"abcdefgh\"}")));
        return chunks.toByteArray();
    }

    private static byte[] message(String type, String payload) {
        boolean exception = type.endsWith("Exception");
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(exception ? ":exception-type" : ":event-type", HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(exception ? "exception" : "event"));
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(encoded);
        return encoded.toByteArray();
    }
}
