package io.fareway.testing;

import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers in the shapes of real providers, from the files in {@code src/test/resources/replies}. */
public final class ShapedReply {

    private ShapedReply() {}

    /** The file of this name, as events where the request asks for a stream. */
    public static Reply of(String name) {
        if (name.startsWith("bedrock-")) {
            return AwsEvents.reply(read(name + ".json"), AwsEvents.ofLines(read(name + ".events")));
        }
        String whole = read(name + ".json");
        String events = read(name + ".sse");
        return (request, connection) -> {
            Reply reply = request.asksForStream()
                    ? Replies.raw(200, "text/event-stream", "", events)
                    : Replies.raw(200, "application/json", "", whole);
            reply.to(request, connection);
        };
    }

    /** The same inside Bedrock's InvokeModel: events are chunks of AWS's event-stream framing. */
    public static Reply inChunks(String name) {
        return AwsEvents.reply(read(name + ".json"), AwsEvents.chunksOf(read(name + ".sse")));
    }

    /** The text of a file in that folder. */
    public static String read(String file) {
        try (InputStream in = ShapedReply.class.getResourceAsStream("/replies/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no src/test/resources/replies/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
