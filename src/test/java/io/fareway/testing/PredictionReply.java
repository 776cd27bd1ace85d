package io.fareway.testing;

import io.fareway.testing.ScriptedProvider.Connection;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;

/**
 * Replicate, which first says where an answer is going to be.
 *
 * @param whole the prediction when it has ended, with Replicate's own addresses
 * @param events what is streamed at its address of events
 */
record PredictionReply(String whole, String events) implements Reply {

    private static final String REPLICATE = "https://api.replicate.com/v1";

    @Override
    public void to(Received request, Connection connection) throws IOException {
        String here = whole.replace(REPLICATE, "http://" + request.headers().getOrDefault("host", "") + "/v1");
        Reply reply = request.line().contains("/stream ")
                ? Replies.raw(200, "text/event-stream", "", events)
                : Replies.json(request.line().startsWith("POST") ? 201 : 200, "", here);
        reply.to(request, connection);
    }
}
