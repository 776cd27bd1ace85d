package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static io.fareway.testing.ChatClient.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.api.LargeBodies;
import io.fareway.testing.Replies;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Large bodies of callers share the room that the memory has for them. */
class LargeBodiesTest extends GatewayTest {

    private static final String LARGE = chat("two/small").replace("Hello", "x".repeat(100_000));

    @Autowired
    private LargeBodies bodies;

    @Test
    void bodyWithoutRoom_isRefusedAndSmallOnesAreNot() {
        try (LargeBodies.Held all = bodies.none()) {
            all.take(bodies.mostBytes());

            assertThatError(client.post("/v1/chat/completions", LARGE))
                    .hasStatus(429)
                    .hasCode("too_many_requests")
                    .says("large requests");
            assertThat(client.chatTo("one/small").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void bodyOfUntoldLength_needsTheRoomOfTheLargest() {
        try (LargeBodies.Held some = bodies.none()) {
            some.take(bodies.mostBytes() - 1024 * 1024);

            assertThatError(client.send(HttpRequest.newBuilder(URI.create(baseUrl() + "/chat/completions"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(LARGE.getBytes(StandardCharsets.UTF_8))))
                            .build()))
                    .hasStatus(429);
        }
    }

    @Test
    void room_isFreeAgainOnceTheRequestIsAnswered_wellOrNot() {
        TWO.next(Replies.error(400, "no"), Replies.text("Good day"));

        List<Integer> statuses = Stream.of(
                        LARGE,
                        LARGE.replace("{\"model\"", "{\"stream\":true,\"model\""),
                        LARGE.replace("\"messages\"", "\"massages\""))
                .map(body -> client.post("/v1/chat/completions", body).statusCode())
                .toList();

        assertThat(statuses).containsExactly(400, 200, 400);
        await().untilAsserted(() -> assertThat(bodies.freeBytes()).isEqualTo(bodies.mostBytes()));
    }

    @Test
    void room_isHeldWhileTheRequestIsUnderWay() {
        AtomicLong free = new AtomicLong();
        TWO.always((request, connection) -> {
            free.set(bodies.freeBytes());
            Replies.text("Good day").to(request, connection);
        });

        assertThat(client.post("/v1/chat/completions", LARGE).statusCode()).isEqualTo(200);
        assertThat(free.get()).isLessThanOrEqualTo(bodies.mostBytes() - LARGE.length());
    }
}
