package io.fareway.pricing;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import com.github.tomakehurst.wiremock.junit5.WireMockTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WireMockTest
class FeedSourceTest {

    private static final int MAX_BYTES = 1000;

    private final FeedSource source = new FeedSource(Duration.ofSeconds(30), MAX_BYTES);

    @Test
    void fetch_readsAnHttpAddress(WireMockRuntimeInfo server) throws IOException {
        server.getWireMock().register(get("/feed.json").willReturn(ok("{}")));

        byte[] bytes = source.fetch(server.getHttpBaseUrl() + "/feed.json");

        assertThat(bytes).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fetch_followsRedirects(WireMockRuntimeInfo server) throws IOException {
        server.getWireMock().register(get("/old.json").willReturn(temporaryRedirect("/new.json")));
        server.getWireMock().register(get("/new.json").willReturn(ok("{}")));

        assertThat(source.fetch(server.getHttpBaseUrl() + "/old.json")).hasSize(2);
    }

    @Test
    void fetch_refusesErrorAnswers(WireMockRuntimeInfo server) {
        server.getWireMock().register(get("/feed.json").willReturn(serverError().withBody("{}")));

        assertThatThrownBy(() -> source.fetch(server.getHttpBaseUrl() + "/feed.json"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("status 500");
    }

    @Test
    void fetch_givesUpABodyThatIsTooLarge(WireMockRuntimeInfo server) {
        server.getWireMock().register(get("/feed.json").willReturn(ok("x".repeat(MAX_BYTES + 1))));

        assertThatThrownBy(() -> source.fetch(server.getHttpBaseUrl() + "/feed.json"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void fetch_givesUpABodyThatNeverEnds() throws IOException {
        FeedSource impatient = new FeedSource(Duration.ofMillis(300), MAX_BYTES);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sendHalfAnAnswer(server));

            assertThatThrownBy(() -> impatient.fetch("http://127.0.0.1:" + server.getLocalPort() + "/feed.json"))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("did not arrive within 300 ms");
        }
    }

    private static void sendHalfAnAnswer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException("the client reset the connection instead of closing it", gone);
        }
    }

    @Test
    void fetch_saysWhenNobodyListens() {
        assertThatThrownBy(() -> source.fetch("http://127.0.0.1:1/feed.json"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("cannot be fetched");
    }

    @Test
    void fetch_saysWhenTheAddressIsMalformed() {
        assertThatThrownBy(() -> source.fetch("https://user:secret@host/a b"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("malformed")
                .hasMessageNotContaining("secret");
    }

    @Test
    void fetch_readsFilesByPathAndByUri(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("feed.json"), "{}");

        assertThat(source.fetch(file.toString())).hasSize(2);
        assertThat(source.fetch(file.toUri().toString())).hasSize(2);
    }

    @Test
    void fetch_refusesAFileThatIsTooLarge(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("feed.json"), "x".repeat(MAX_BYTES + 1));

        assertThatThrownBy(() -> source.fetch(file.toString()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void fetch_saysWhenThereIsNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> source.fetch(folder.resolve("none.json").toString()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void nameOf_leavesCredentialsOut() {
        assertThat(FeedSource.nameOf("https://user:secret@host:8443/prices.json?token=secret"))
                .isEqualTo("https://host:8443/prices.json");
    }
}
