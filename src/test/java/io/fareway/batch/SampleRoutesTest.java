package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of {@code samples/routes}: all can be read, and SFTP runs against a real server. */
class SampleRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    SampleRoutesTest(@TempDir Path home) {
        this.home = home;
        camel.getPropertiesComponent().addInitialProperty("fareway.batch.inbox", folder("inbox"));
        camel.getPropertiesComponent().addInitialProperty("fareway.batch.outbox", folder("outbox"));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private String folder(String name) {
        return home.resolve(name).toString();
    }

    private List<RouteDefinition> load(String name) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:samples/routes/" + name));
        return camel.getRouteDefinitions();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sftp", "s3", "kafka", "mail"})
    void sample_isReadAndSaysWhatItDoes(String name) throws Exception {
        List<RouteDefinition> routes = load(name + ".camel.yaml");

        assertThat(routes).isNotEmpty().allSatisfy(route -> assertThat(route.getDescriptionText())
                .isNotBlank());
    }

    @Test
    void sftp_bringsJobsInAndTheirResultsBack() throws Exception {
        Path remote = Files.createDirectories(home.resolve("remote"));
        Files.createDirectories(remote.resolve("jobs"));
        Files.writeString(remote.resolve("jobs/job.jsonl"), "a line\n");
        Files.writeString(remote.resolve("jobs/notes.md"), "no job");
        try (SshServer server = server(remote)) {
            camel.getPropertiesComponent().addInitialProperty("SFTP_HOST", "127.0.0.1:" + server.getPort());
            camel.getPropertiesComponent().addInitialProperty("SFTP_USER", "team");
            camel.getPropertiesComponent().addInitialProperty("SFTP_PASSWORD", "a+b%c");
            camel.getPropertiesComponent().addInitialProperty("SFTP_KNOWN_HOSTS", folder("known_hosts"));
            load("sftp.camel.yaml");
            camel.start();

            Path inbox = home.resolve("inbox/sftp/job.jsonl");
            await().atMost(PATIENCE).until(() -> Files.exists(inbox));
            Files.createDirectories(home.resolve("outbox/sftp"));
            Files.writeString(home.resolve("outbox/sftp/job.jsonl"), "a result\n");
            Path result = remote.resolve("results/job.jsonl");
            await().atMost(PATIENCE).until(() -> Files.exists(result));

            assertThat(inbox).hasContent("a line");
            assertThat(result).hasContent("a result");
            await().atMost(PATIENCE).until(() -> Files.exists(remote.resolve("jobs/.fetched/job.jsonl")));
            assertThat(remote.resolve("jobs/notes.md")).exists();
            camel.stop();
        }
    }

    private SshServer server(Path remote) throws IOException {
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm("RSA");
        keys.setKeySize(2048);
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> user.equals("team") && password.equals("a+b%c"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(remote));
        server.start();
        String key =
                PublicKeyEntry.toString(keys.loadKeys(null).iterator().next().getPublic());
        Files.writeString(home.resolve("known_hosts"), "[127.0.0.1]:" + server.getPort() + " " + key + "\n");
        return server;
    }
}
