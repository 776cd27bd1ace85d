package io.fareway.testing;

import io.fareway.testing.ScriptedProvider.Connection;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A stream that goes on until the caller ends the connection. */
public final class EndlessReply implements Reply {

    private static final String CHUNK = "data: {\"id\":\"chatcmpl-8\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1760000000,\"model\":\"stub\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on and on \"},"
            + "\"finish_reason\":null}]}\n\n";

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void to(Received request, Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        try {
            while (true) {
                connection.send(CHUNK);
            }
        } finally {
            ended.countDown();
        }
    }

    /** Waits, at most half a minute, until the caller has ended the connection; true when it has. */
    public boolean awaitCallersEnd() throws InterruptedException {
        return ended.await(30, TimeUnit.SECONDS);
    }
}
