package io.fareway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ScriptedProvider.Connection;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that plays the scene which the prompt names, for tests that run in another process. */
public final class ProviderScenes implements Reply {

    private static final int PROVIDERS = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final EndlessReply endless = new EndlessReply();
    private final AtomicInteger limited = new AtomicInteger();

    /** The stream that goes on until its caller leaves. */
    public EndlessReply endless() {
        return endless;
    }

    @Override
    public void to(Received request, Connection connection) throws IOException {
        if (request.line().contains("mbed")) {
            embeddings(request).to(request, connection);
            return;
        }
        JsonNode body = json.readTree(request.body());
        JsonNode messages = body.has("input") ? body.path("input") : body.path("messages");
        String scene = textOf(messages.path(messages.size() - 1).path("content"));
        replyTo(scene, request).to(request, connection);
    }

    /** Two vectors, in the form of the provider that is asked. */
    private static Reply embeddings(Received request) {
        return Replies.json(
                200,
                "",
                request.line().contains(":batchEmbedContents")
                        ? "{\"embeddings\":[{\"values\":[0.5,0.25]},{\"values\":[0.125,-1.5]}]}"
                        : "{\"data\":[{\"index\":0,\"embedding\":[0.5,0.25]},{\"index\":1,\"embedding\":[0.125,-1.5]}]}");
    }

    private static String textOf(JsonNode content) {
        return content.isArray() ? content.path(0).path("text").asText() : content.asText();
    }

    private Reply replyTo(String scene, Received request) {
        return switch (scene) {
            case "echo" -> Replies.text(request.body());
            case "refused" -> Replies.error(400, "temperature must be at most 2");
            case "down" -> Replies.error(503, "overloaded");
            case "limited at first" ->
                limited.getAndIncrement() < PROVIDERS ? Replies.rateLimited("1") : Replies.text("Hello from the stub");
            case "broken stream" -> Replies.streamResetAfter(Replies.words("Once upon "));
            case "endless stream" -> endless;
            default -> ShapedReply.of(scene);
        };
    }
}
