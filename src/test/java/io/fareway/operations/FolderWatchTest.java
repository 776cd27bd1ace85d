package io.fareway.operations;

import static io.fareway.operations.RevisionGateway.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

    private final RevisionGateway.FakeSource source = new RevisionGateway.FakeSource();
    private Path folder;
    private RevisionGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.gateway = RevisionGateway.start(
                folder, source, answering("greeting", "/greeting", "one"), "--fareway.reload.enabled=true");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void watch_deploysAnEditedRoute() throws Exception {
        gateway.edit(answering("greeting", "/greeting", "another"));

        await().untilAsserted(() -> assertThat(gateway.get("/greeting").body()).isEqualTo("another"));
    }

    @Test
    void watch_deploysANewSettingsFile() throws Exception {
        Files.writeString(folder.resolve("config/tiers.yaml"), "simple: []");

        await().untilAsserted(() -> assertThat(gateway.routes().revision()).isEqualTo(2));
    }

    @Test
    void watch_deploysTheRemovalOfAFile() throws Exception {
        gateway.write("20-second.camel.yaml", answering("second", "/second", "two"));
        await().untilAsserted(() -> assertThat(gateway.get("/second").body()).isEqualTo("two"));

        Files.delete(folder.resolve("routes/20-second.camel.yaml"));

        await().untilAsserted(
                        () -> assertThat(gateway.get("/second").statusCode()).isEqualTo(404));
    }

    @Test
    void watch_ignoresApplicationSettings() throws Exception {
        Files.writeString(folder.resolve("config/application.yaml"), "server.port: 1");
        gateway.edit(answering("greeting", "/greeting", "another"));

        await().untilAsserted(() -> assertThat(gateway.get("/greeting").body()).isEqualTo("another"));

        assertThat(source.prepared).hasValue(2);
    }

    @Test
    void watch_refusedEditIsRepairedByTheNextOne() throws Exception {
        gateway.edit("- route: [");
        await().untilAsserted(() -> assertThat(gateway.routes().lastError()).isPresent());
        String meanwhile = gateway.get("/greeting").body();

        gateway.edit(answering("greeting", "/greeting", "repaired"));

        await().untilAsserted(() -> assertThat(gateway.get("/greeting").body()).isEqualTo("repaired"));
        assertThat(meanwhile).isEqualTo("one");
        assertThat(gateway.routes().lastError()).isEmpty();
    }
}
