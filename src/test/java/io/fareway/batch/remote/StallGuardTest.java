package io.fareway.batch.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class StallGuardTest {

    @Test
    void download_failsWhenNothingComesAnyMore() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{}\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            awaitEnd(end);
        });
        server.start();
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream download = new StallGuard(
                        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream())
                                .body(),
                        Duration.ofMillis(50))) {
            assertThat(download.readNBytes(3)).asString().isEqualTo("{}\n");
            assertThatThrownBy(download::read).isInstanceOf(IOException.class).hasMessageContaining("stalled");
        } finally {
            end.countDown();
            server.stop(0);
        }
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void download_isReadToItsEnd() throws IOException {
        try (InputStream download = new StallGuard(
                new ByteArrayInputStream("whole".getBytes(StandardCharsets.UTF_8)), Duration.ofDays(1))) {
            assertThat(download.readAllBytes()).asString().isEqualTo("whole");
        }
    }
}
