package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.testing.BatchProviderStub;
import io.fareway.testing.ChatClient;
import io.fareway.testing.GatewayProcess;
import io.fareway.testing.RestartableBroker;
import io.fareway.testing.RestartablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the packaged jar on one PostgreSQL, one broker and one set of folders. */
class ReplicasIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int LINES = 4000;
    private static final int MESSAGES = 400;
    /** Of one gateway: 32 lines and 8 messages. */
    private static final int UNDER_WAY = 40;

    private final Path home;
    private final BatchProviderStub provider = BatchProviderStub.start();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private RestartablePostgres postgres;
    private RestartableBroker broker;

    ReplicasIT(@TempDir Path home) throws Exception {
        this.home = home;
        postgres = new RestartablePostgres(home.resolve("postgres"));
        broker = new RestartableBroker(home.resolve("broker"));
    }

    @BeforeEach
    void startGateways() {
        gateways.add(start("one"));
        gateways.add(start("two"));
    }

    @AfterEach
    void stop() throws Exception {
        gateways.forEach(GatewayProcess::close);
        broker.close();
        postgres.close();
        provider.close();
    }

    private GatewayProcess start(String name) {
        return GatewayProcess.start(
                folder(name),
                "--fareway.instance=" + name,
                "--fareway.database.url=" + postgres.url(),
                "--fareway.database.user=postgres",
                "--fareway.queue.broker-url=" + broker.url(),
                "--fareway.batch.inbox=" + home.resolve("shared/inbox"),
                "--fareway.batch.outbox=" + home.resolve("shared/outbox"),
                "--fareway.files.folder=" + home.resolve("shared/files"),
                "--fareway.batch.provider-batches.folder=" + home.resolve("shared/provider-batches"),
                "--OPENAI_API_KEY=sk-of-a-test",
                "--OPENAI_BASE_URL=" + provider.baseUrl());
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(home.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A job whose deadline is too near for a provider's batch. */
    private void dropJob() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            lines.append("{\"custom_id\":\"line-")
                    .append(line)
                    .append("\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":")
                    .append(question("line-" + line))
                    .append("}\n");
        }
        Path inbox = home.resolve("shared/inbox");
        Files.writeString(inbox.resolve("job.jsonl.job.yaml"), "deadline: 30m\n");
        Files.writeString(inbox.resolve("job.jsonl.part"), lines);
        Files.move(inbox.resolve("job.jsonl.part"), inbox.resolve("job.jsonl"));
    }

    private static String question(String words) {
        return ChatClient.chat("gpt-4o-mini").replace("Hello", words);
    }

    private List<String> answeredIds() throws IOException {
        Path result = home.resolve("shared/outbox/job.jsonl");
        await().atMost(PATIENCE).until(() -> Files.exists(result));
        List<String> answered = Files.readAllLines(result);
        assertThat(answered).allMatch(line -> line.contains("\"status_code\":200"));
        return answered.stream()
                .map(line -> line.replaceAll(".*\"custom_id\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
    }

    @Test
    void workOfAKilledGateway_isFinishedByTheOther_andNothingIsAnsweredTwice() throws Exception {
        dropJob();
        broker.send("fareway.requests", names("message-", MESSAGES), ReplicasIT::question);
        await().atMost(PATIENCE).until(() -> provider.charges() > LINES / 8);

        gateways.getFirst().kill();

        assertThat(answeredIds()).containsExactlyElementsOf(names("line-", LINES));
        assertThat(broker.receive("fareway.results", MESSAGES, PATIENCE))
                .containsExactlyInAnyOrderElementsOf(names("message-", MESSAGES));
        assertThat(broker.isEmpty("fareway.results")).isTrue();
        assertThat(provider.charges()).isBetween(LINES + MESSAGES, LINES + MESSAGES + UNDER_WAY);
    }

    @Test
    void databaseAndBrokerThatRestart_areWaitedFor() throws Exception {
        dropJob();
        broker.send("fareway.requests", names("message-", MESSAGES), ReplicasIT::question);
        await().atMost(PATIENCE).until(() -> provider.charges() > LINES / 8);

        broker.restart();
        postgres.restart();

        assertThat(answeredIds()).containsExactlyElementsOf(names("line-", LINES));
        assertThat(broker.receive("fareway.results", MESSAGES, PATIENCE))
                .containsExactlyInAnyOrderElementsOf(names("message-", MESSAGES));
        assertThat(broker.isEmpty("fareway.results")).isTrue();
    }
}
