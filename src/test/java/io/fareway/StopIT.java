package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ChatClient;
import io.fareway.testing.GatewayProcess;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import io.fareway.testing.ScriptedProvider.Connection;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to the packaged jar while it works: nothing new begins, what is open ends, nothing is lost. */
class StopIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINES = 40;
    private static final int LINES_BEFORE_THE_STOP = 10;

    private final Scene scene = new Scene();
    private final ScriptedProvider provider = new ScriptedProvider().always(scene);

    @AfterEach
    void stopProvider() throws IOException {
        provider.close();
    }

    @Test
    void openStream_endsWholeAndBatchWorkGoesOnAfterTheRestart(@TempDir Path folder) throws Exception {
        try (GatewayProcess gateway = start(folder)) {
            drop(gateway, job());
            await().atMost(PATIENCE).until(() -> scene.lines.get() >= LINES_BEFORE_THE_STOP);
            CompletableFuture<ChatClient.Events> open =
                    CompletableFuture.supplyAsync(() -> gateway.client().stream("gpt-4o-mini"));
            assertThat(scene.streamBegun.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.terminate();
            await().atMost(PATIENCE).until(() -> refuses(gateway));
            scene.goOn.countDown();

            ChatClient.Events events = open.join();
            assertThat(events.clean()).isTrue();
            assertThat(events.isDone()).isTrue();
            gateway.awaitEnd();
            gateway.restart();
            assertThat(booked(gateway, events))
                    .contains("\"outcome\" : \"answered\"")
                    .doesNotContain("\"outcome\" : \"uncertain\"");
            Path result = folder.resolve("outbox/job.jsonl");
            await().atMost(PATIENCE).until(() -> Files.exists(result));
            assertThat(Files.readAllLines(result))
                    .extracting(StopIT::customId)
                    .containsExactlyElementsOf(IntStream.range(0, LINES)
                            .mapToObj(line -> "line-" + line)
                            .toList());
            assertThat(Files.readAllLines(result)).allMatch(line -> line.contains("\"status_code\":200"));
        }
    }

    @Test
    void streamThatOutlastsTheLimit_isToldSoAndBookedBeforeTheEnd(@TempDir Path folder) throws Exception {
        try (GatewayProcess gateway = start(folder, "--spring.lifecycle.timeout-per-shutdown-phase=1s")) {
            CompletableFuture<ChatClient.Events> open =
                    CompletableFuture.supplyAsync(() -> gateway.client().stream("gpt-4o-mini"));
            assertThat(scene.streamBegun.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.terminate();

            ChatClient.Events events = open.join();
            assertThat(events.isDone()).isFalse();
            assertThat(events.clean()).isFalse();
            assertThat(events.data().getLast()).contains("\"error\"", "the gateway stopped");
            gateway.awaitEnd();
            gateway.restart();
            assertThat(booked(gateway, events))
                    .contains("\"outcome\" : \"failed\"", "the gateway stopped")
                    .doesNotContain("\"outcome\" : \"uncertain\"");
        }
    }

    @Test
    void messageThatOutlastsTheLimit_goesBackToItsQueueAndIsAnsweredAfterTheRestart(@TempDir Path folder)
            throws Exception {
        String broker = "tcp://localhost:" + freePort();
        CountDownLatch asked = new CountDownLatch(1);
        provider.next((request, connection) -> {
            asked.countDown();
            connection.awaitCallersEnd();
        });
        try (GatewayProcess gateway =
                start(folder, "--spring.lifecycle.timeout-per-shutdown-phase=1s", "--fareway.queue.listen=" + broker)) {
            send(broker);
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.terminate();
            gateway.awaitEnd();
            gateway.restart();

            assertThat(statusOfReply(broker)).isEqualTo(200);
            assertThat(provider.received())
                    .filteredOn(call -> call.line().startsWith("POST"))
                    .hasSize(2);
        }
    }

    private static void send(String broker) throws JMSException {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(broker);
                JMSContext jms = connections.createContext()) {
            jms.createProducer().send(jms.createQueue("fareway.requests"), ChatClient.chat("gpt-4o-mini"));
        }
    }

    private static int statusOfReply(String broker) throws JMSException {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(broker);
                JMSContext jms = connections.createContext()) {
            return jms.createConsumer(jms.createQueue("fareway.results"))
                    .receive(PATIENCE.toMillis())
                    .getIntProperty("fareway_status");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private GatewayProcess start(Path folder, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--OPENAI_API_KEY=sk-of-a-test");
        all.add("--OPENAI_BASE_URL=" + provider.baseUrl());
        all.add("--fareway.batch.concurrency=2");
        return GatewayProcess.start(folder, all.toArray(String[]::new));
    }

    private static String job() {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            lines.append("{\"custom_id\":\"line-")
                    .append(line)
                    .append("\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":")
                    .append(ChatClient.chat("gpt-4o-mini"))
                    .append("}\n");
        }
        return lines.toString();
    }

    private static void drop(GatewayProcess gateway, String job) throws IOException {
        Path inbox = Files.createDirectories(gateway.folder().resolve("inbox"));
        // too soon for the provider's batches: every line is a live call
        Files.writeString(inbox.resolve("job.jsonl.job.yaml"), "deadline: 10m\n");
        Path part = Files.writeString(inbox.resolve(".job.part"), job);
        Files.move(part, inbox.resolve("job.jsonl"));
    }

    private static boolean refuses(GatewayProcess gateway) {
        try {
            return gateway.client().chatTo("gpt-4o-mini").statusCode() == 503;
        } catch (UncheckedIOException notListening) {
            return true;
        }
    }

    private static String booked(GatewayProcess gateway, ChatClient.Events events) {
        String id =
                events.response().headers().firstValue("x-fareway-request-id").orElseThrow();
        return gateway.client().get("/admin/requests/" + id).body();
    }

    private static String customId(String line) {
        try {
            return JSON.readTree(line).path("custom_id").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("not a JSON line: " + line, e);
        }
    }

    /** Answers batch lines without haste; holds a stream open in its middle until it is told to go on. */
    private static final class Scene implements Reply {

        private final CountDownLatch streamBegun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicInteger lines = new AtomicInteger();

        @Override
        public void to(Received request, Connection connection) throws IOException {
            if (request.asksForStream()) {
                Replies.streamCutAfter(List.of("Once ", "upon ")).to(request, connection);
                streamBegun.countDown();
                awaitGoOn();
                connection.send(Replies.restOfStream(List.of("a ", "time.")));
            } else {
                lines.incrementAndGet();
                connection.pause(Duration.ofMillis(100));
                Replies.text("done").to(request, connection);
            }
        }

        private void awaitGoOn() throws IOException {
            try {
                if (!goOn.await(2, TimeUnit.MINUTES)) {
                    throw new IOException("nobody said go on");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
