package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Callers who leave: the call upstream ends with them, nobody is blamed, and the attempt is booked. */
class CallerGoneTest extends GatewayTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void callerOfAPlainAnswerLeaves_theCallUpstreamIsCancelled() throws Exception {
        AtomicBoolean upstreamEnded = new AtomicBoolean();
        TWO.always((request, connection) -> upstreamEnded.set(connection.awaitCallersEnd()));

        callAndLeave(ChatClient.chat("two/small"), () -> !TWO.received().isEmpty());

        await().untilTrue(upstreamEnded);
        await().untilAsserted(() -> assertThat(lastOutcome()).isEqualTo("cancelled"));
        assertThat(TWO.received()).hasSize(1);
    }

    @Test
    void callerOfAStreamLeaves_theCallUpstreamIsCancelledAndPricedAsFarAsKnown() throws Exception {
        AtomicBoolean upstreamEnded = new AtomicBoolean();
        TWO.always((request, connection) -> {
            Replies.streamCutAfter(List.of("some ", "words ")).to(request, connection);
            upstreamEnded.set(connection.awaitCallersEnd());
        });

        callAndLeave(ChatClient.streamedChat("two/small"), () -> !TWO.received().isEmpty());

        await().untilTrue(upstreamEnded);
        await().untilAsserted(() -> assertThat(lastOutcome()).isEqualTo("cancelled"));
    }

    @Test
    void keptConnection_servesTheNextRequestAfterALongAnswer() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        TWO.next((request, connection) -> {
            release.join();
            Replies.text("first").to(request, connection);
        });

        var first = CompletableFuture.supplyAsync(() -> client.chatTo("two/small"));
        await().until(() -> !TWO.received().isEmpty());
        release.complete(null);

        assertThat(first.get().body()).contains("first");
        assertThat(client.chatTo("two/small").statusCode()).isEqualTo(200);
    }

    private void callAndLeave(String body, java.util.concurrent.Callable<Boolean> arrived) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().until(arrived);
        }
    }

    private String lastOutcome() {
        return jdbc.sql("select coalesce(outcome, 'open') from attempt order by opened_at desc, id desc limit 1")
                .query(String.class)
                .single();
    }
}
