package io.fareway;

import static io.fareway.testing.ChatClient.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Connection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.core.env.Environment;

/**
 * Traps of Camel, its HTTP component and Spring that this gateway must not fall into again; the numbers are those of
 * routes/RATIONALE.md.
 */
class PitfallTest extends GatewayTest {

    /** More than any socket buffer between provider and client holds. */
    private static final int MORE_EVENTS_THAN_BUFFERS_HOLD = 200_000;

    private static final String EVENT =
            "data: {\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"token \"}}]}\n\n";

    @Autowired
    private Environment environment;

    @Autowired
    private HealthEndpoint health;

    @Test
    void pitfall03_refusalWithRetryAfterIsNotRepeatedBehindTheFailover() {
        ONE.next(Replies.json(429, "Retry-After: 1\r\n", "{}"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(ONE.received()).hasSize(1);
    }

    @Test
    void pitfall04_streamIsNotEmptyAndHasNoLength() {
        HttpResponse<String> response =
                client.post("/v1/chat/completions", chat("simple").replace("{\"model\"", "{\"stream\":true,\"model\""));

        assertThat(response.headers().firstValue("content-length")).isEmpty();
        assertThat(response.body()).contains("Hello ", "[DONE]");
    }

    @Test
    void pitfall05_clientThatLeavesEndsTheProvidersStream() throws Exception {
        CountDownLatch clientHasLeft = new CountDownLatch(1);
        CompletableFuture<Boolean> wasCutOff = new CompletableFuture<>();
        ONE.next((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + EVENT);
            wasCutOff.complete(await(clientHasLeft) && isCutOff(connection));
        });

        assertThatThrownBy(() -> client.streamLines("simple", line -> {
                    throw new ClientLeaves();
                }))
                .isInstanceOf(ClientLeaves.class);
        clientHasLeft.countDown();

        assertThat(wasCutOff.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void pitfall07_longestCallFitsIntoTheTimeoutOfTheServer() throws IOException {
        Duration server = environment.getRequiredProperty("spring.mvc.async.request-timeout", Duration.class);
        JsonNode limits = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("config/providers.yaml").toFile())
                .path("limits");

        assertThat(server)
                .isGreaterThan(Duration.ofMillis(limits.path("total-ms").longValue()));
        assertThat(limits.path("total-ms").longValue()).isPositive();
    }

    @Test
    void pitfall08_headersAndQueryOfTheCallerGoNowhere() {
        HttpResponse<String> response = client.post(
                "/v1/chat/completions?x-query=mine&CamelHttpPath=/admin&CamelHttpMethod=DELETE",
                chat("simple"),
                "Authorization",
                "Bearer callers-own-key",
                "x-secret",
                "mine",
                "CamelHttpUri",
                "http://127.0.0.1:1/elsewhere");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).doesNotContainKeys("authorization", "x-secret", "x-query", "camelhttpuri");
        assertThat(ONE.received()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(request.headers()).doesNotContainKeys("x-secret", "x-query", "camelhttpuri", "camelhttppath");
            assertThat(request.headers()).containsEntry("authorization", "Bearer sk-secret-of-one");
        });
    }

    @Test
    void pitfall08_headersOfTheProviderDoNotReachTheCaller() {
        ONE.next(Replies.json(
                200,
                "x-organization: of-the-operator\r\nCamelHttpResponseCode: 302\r\n",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).doesNotContainKey("x-organization");
    }

    @Test
    void pitfall09_cookieOfOneCallIsNotSentWithTheNext() {
        ONE.next(Replies.json(
                200,
                "Set-Cookie: session=of-the-first-caller; Path=/\r\n",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}"));

        client.chatTo("simple");
        HttpResponse<String> second = client.chatTo("simple");

        assertThat(ONE.received()).hasSize(2).noneMatch(request -> request.headers()
                .containsKey("cookie"));
        assertThat(second.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void pitfall09_redirectIsNotFollowed() {
        ONE.next(Replies.json(307, "Location: " + THREE.baseUrl() + "/chat/completions\r\n", "{}"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.headers().firstValue("x-fareway-provider")).contains("two");
        assertThat(THREE.received()).isEmpty();
    }

    @Test
    void pitfall14_readinessAsksForTheRoutes() {
        assertThat(health.healthForPath("readiness"))
                .isInstanceOfSatisfying(CompositeHealth.class, readiness -> assertThat(readiness.getComponents())
                        .containsKey("routes"));
    }

    /** Whether sending fails before everything is sent: who drains the stream takes it all. */
    private static boolean isCutOff(Connection connection) {
        try {
            for (int i = 0; i < MORE_EVENTS_THAN_BUFFERS_HOLD; i++) {
                connection.send(EVENT);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Thrown into the reader of a stream; what it reads from is closed then. */
    private static final class ClientLeaves extends RuntimeException {}
}
