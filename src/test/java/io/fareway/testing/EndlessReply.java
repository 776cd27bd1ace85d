package io.fareway.testing;

import io.fareway.testing.ScriptedProvider.Connection;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A stream that goes on until the caller ends the connection. */
public final class EndlessReply implements Reply {

    private static final String WORDS = "on and on ";

    private final String chunk;

    private final CountDownLatch ended = new CountDownLatch(1);

    /** A few words in each event. */
    public EndlessReply() {
        this(WORDS.length());
    }

    /** About so many characters in each event. */
    public EndlessReply(int characters) {
        chunk = "data: {\"id\":\"chatcmpl-8\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1760000000,\"model\":\"stub\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                + WORDS.repeat(characters / WORDS.length())
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    @Override
    public void to(Received request, Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        try {
            while (true) {
                connection.send(chunk);
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
