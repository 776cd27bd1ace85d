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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the packaged jar on one PostgreSQL, one broker and one set of folders. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplicasIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int LINES = 2000;
    private static final int MESSAGES = 200;
    /** Of one gateway: its lines and messages. */
    private static final int UNDER_WAY = 32 + 8;

    private final Path home;
    private final BatchProviderStub provider = BatchProviderStub.start();
    private final RestartablePostgres postgres;
    private final RestartableBroker broker;
    private List<GatewayProcess> gateways = List.of();

    ReplicasIT(@TempDir Path home) throws Exception {
        this.home = home;
        postgres = new RestartablePostgres(home.resolve("postgres"));
        broker = new RestartableBroker(home.resolve("broker"));
    }

    @BeforeAll
    void startGateways() {
        gateways =
                Stream.of("one", "two").map(name -> CompletableFuture.supplyAsync(() -> start(name))).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();
    }

    @BeforeEach
    void startThoseThatWereKilled() {
        gateways.stream().filter(gateway -> !gateway.isAlive()).forEach(GatewayProcess::restart);
    }

    @AfterAll
    void stop() throws Exception {
        gateways.forEach(GatewayProcess::kill);
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

    /** Returns when lines of a job and messages are under way; the job's deadline is too near for a provider's batch. */
    private void beginWork(String name) throws Exception {
        int before = provider.charges();
        StringBuilder lines = new StringBuilder();
        for (String line : names(name + "-line-", LINES)) {
            lines.append("{\"custom_id\":\"")
                    .append(line)
                    .append("\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":")
                    .append(question(line))
                    .append("}\n");
        }
        Path inbox = home.resolve("shared/inbox");
        Files.writeString(inbox.resolve(name + ".jsonl.job.yaml"), "deadline: 30m\norder: any\n");
        Files.writeString(inbox.resolve(name + ".jsonl.part"), lines);
        Files.move(inbox.resolve(name + ".jsonl.part"), inbox.resolve(name + ".jsonl"));
        await().atMost(PATIENCE).until(() -> provider.charges() > before + LINES / 8);
        broker.send("fareway.requests", names(name + "-message-", MESSAGES), ReplicasIT::question);
        await().atMost(PATIENCE).until(() -> provider.charged().contains(name + "-message-" + MESSAGES / 8));
    }

    private static String question(String words) {
        return ChatClient.chat("gpt-4o-mini").replace("Hello", words);
    }

    private void assertThatAllIsAnsweredOnce(String name) throws Exception {
        Path result = home.resolve("shared/outbox/" + name + ".jsonl");
        await().atMost(PATIENCE).until(() -> Files.exists(result));
        List<String> answered = Files.readAllLines(result);
        assertThat(answered).allMatch(line -> line.contains("\"status_code\":200"));
        assertThat(answered.stream().map(line -> line.replaceAll(".*\"custom_id\":\"([^\"]+)\".*", "$1")))
                .containsExactlyInAnyOrderElementsOf(names(name + "-line-", LINES));
        assertThat(broker.receive("fareway.results", MESSAGES, PATIENCE))
                .containsExactlyInAnyOrderElementsOf(names(name + "-message-", MESSAGES));
        assertThat(broker.isEmpty("fareway.results")).isTrue();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
    }

    @Test
    void databaseAndBrokerThatRestart_areWaitedFor() throws Exception {
        beginWork("restarts");

        postgres.restart();
        broker.restart();

        assertThatAllIsAnsweredOnce("restarts");
    }

    @Test
    void workOfAKilledGateway_isFinishedByTheOther_andNothingIsAnsweredTwice() throws Exception {
        int before = provider.charges();
        beginWork("killed");

        gateways.getFirst().kill();

        assertThatAllIsAnsweredOnce("killed");
        assertThat(provider.charges() - before).isBetween(LINES + MESSAGES, LINES + MESSAGES + UNDER_WAY);
    }
}
