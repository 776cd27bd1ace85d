package io.fareway.operations;

import static io.fareway.operations.RevisionGateway.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionSwapTest {

    private final RevisionGateway.FakeSource source = new RevisionGateway.FakeSource();
    private RevisionGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = RevisionGateway.start(folder, source, answering("greeting", "/greeting", "one"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void swap_streamUnderWaySurvivesThreeEdits() throws Exception {
        SlowStream stream = new SlowStream();
        source.beans.put("slowStream", stream);
        gateway.edit(streaming("first"));
        gateway.routes().deploy();
        CompletableFuture<HttpResponse<String>> answer = gateway.getLater("/stream");
        stream.begun.acquire();

        for (String text : List.of("second", "third", "fourth")) {
            gateway.edit(streaming(text));
            gateway.routes().deploy();
        }
        gateway.edit(answering("greeting", "/greeting", "no stream any more"));
        gateway.routes().deploy();
        stream.mayEnd.release();

        assertThat(answer.get().body()).isEqualTo("begin first end");
        assertThat(gateway.get("/stream").statusCode()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(gateway.routes().draining()).isZero());
    }

    @Test
    void swap_shortAnswerOfARemovedPathStillArrives() throws Exception {
        Gate gate = new Gate();
        source.beans.put("gate", gate);
        gateway.edit(processing("waiting", "platform-http:/waiting", "gate"));
        gateway.routes().deploy();
        CompletableFuture<HttpResponse<String>> answer = gateway.getLater("/waiting");
        gate.entered.acquire();
        gateway.edit(answering("greeting", "/greeting", "two"));

        gateway.routes().deploy();
        gate.open.release();

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(answer.get().body()).isEqualTo("through the gate");
    }

    @Test
    void swap_hammeringClientSeesOnlySuccess() throws Exception {
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        LongAdder answers = new LongAdder();
        AtomicBoolean swapping = new AtomicBoolean(true);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                clients.execute(() -> {
                    while (swapping.get() || answers.sum() < 2000) {
                        statuses.add(statusOf("/greeting"));
                        answers.increment();
                    }
                });
            }

            for (int i = 0; i < 20; i++) {
                gateway.edit(answering("greeting", "/greeting", "answer " + i));
                gateway.routes().deploy();
            }
            swapping.set(false);
        }

        assertThat(statuses).containsExactly(200);
        assertThat(answers.sum()).isGreaterThanOrEqualTo(2000);
    }

    @Test
    void swap_fileUnderWayIsReadOnce(@TempDir Path inbox) throws Exception {
        Gate gate = new Gate();
        source.beans.put("gate", gate);
        Queue<String> taken = gate.bodies;
        String intake = processing("intake", "file:" + inbox + "?delay=20&initialDelay=0&include=.*txt", "gate");
        gateway.write("20-intake.camel.yaml", intake);
        gateway.routes().deploy();
        Files.writeString(inbox.resolve("one.txt"), "one");
        gate.entered.acquire();

        gateway.routes().deploy();
        gateway.routes().deploy();
        gate.open.release(2);
        Files.writeString(inbox.resolve("two.tmp"), "two");
        Files.move(inbox.resolve("two.tmp"), inbox.resolve("two.txt"));
        gate.entered.acquire();

        await().untilAsserted(() -> assertThat(gateway.routes().draining()).isZero());
        assertThat(taken).containsExactly("one", "two");
    }

    @Test
    void swap_triggerThatDoesNotStartIsTakenBack() throws Exception {
        int closed = source.closed.get();
        gateway.edit(
                answering("greeting", "/greeting", "two")
                        + """
                        - route:
                            id: bad-job
                            description: Has a schedule that is none
                            from:
                              uri: quartz:bad
                              parameters:
                                cron: "not a schedule"
                              steps:
                                - log: {id: never-logged, message: never}
                        """);

        assertThatThrownBy(() -> gateway.routes().deploy()).isInstanceOf(RevisionRefusedException.class);

        assertThat(gateway.get("/greeting").body()).isEqualTo("one");
        assertThat(gateway.routes().lastError()).isPresent();
        await().untilAsserted(() -> assertThat(source.closed).hasValue(closed + 1));
    }

    @Test
    void stop_requestUnderWayIsAnswered() throws Exception {
        Gate gate = new Gate();
        source.beans.put("gate", gate);
        gateway.edit(processing("waiting", "platform-http:/waiting", "gate"));
        gateway.routes().deploy();
        CompletableFuture<HttpResponse<String>> answer = gateway.getLater("/waiting");
        gate.entered.acquire();

        Thread stopping = Thread.ofVirtual().start(gateway::stopApplication);
        await().until(gateway::isStopping);
        gate.open.release();

        assertThat(answer.get().body()).isEqualTo("through the gate");
        stopping.join();
        assertThat(source.closed).hasValue(source.prepared.get());
    }

    @Test
    void swap_drainedRevisionIsGarbage() throws Exception {
        WeakReference<CamelContext> old = new WeakReference<>(gateway.routes().current());
        gateway.get("/greeting");

        gateway.routes().deploy();

        await().untilAsserted(() -> {
            System.gc();
            assertThat(old.get()).isNull();
        });
    }

    private int statusOf(String path) {
        try {
            return gateway.get(path).statusCode();
        } catch (Exception e) {
            return -1; // fails the assertion on statuses
        }
    }

    private static String processing(String id, String uri, String bean) {
        return """
                - route:
                    id: %1$s
                    description: Calls a bean
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: "%2$s"
                      steps:
                        - process:
                            id: %1$s-step
                            ref: %3$s
                """
                .formatted(id, uri, bean);
    }

    private static String streaming(String text) {
        return processing("stream", "platform-http:/stream", "slowStream")
                + """
                        - to:
                            id: to-last
                            uri: direct:last
                - route:
                    id: last
                    description: Follows the stream
                    from:
                      uri: direct:last
                      steps:
                        - setProperty:
                            id: last-word
                            name: word
                            constant: %s
                        - process:
                            id: last-write
                            ref: slowStream
                """
                        .formatted(text);
    }

    /** Writes to the client, waits for the test, and ends with the word that a later route chose. */
    private static final class SlowStream implements Processor {

        final Semaphore begun = new Semaphore(0);
        final Semaphore mayEnd = new Semaphore(0);

        @Override
        public void process(Exchange exchange) throws Exception {
            String word = exchange.getProperty("word", String.class);
            if (word == null) {
                write(exchange, "begin ");
                begun.release();
                mayEnd.acquire();
            } else {
                write(exchange, word + " end");
                exchange.getMessage().setBody(null);
            }
        }

        private static void write(Exchange exchange, String text) throws Exception {
            OutputStream out =
                    exchange.getMessage(PlatformHttpMessage.class).getResponse().getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Holds an exchange until the test lets it go. */
    private static final class Gate implements Processor {

        final Semaphore entered = new Semaphore(0);
        final Semaphore open = new Semaphore(0);
        final Queue<String> bodies = new ConcurrentLinkedQueue<>();

        @Override
        public void process(Exchange exchange) throws Exception {
            bodies.add(exchange.getMessage().getBody(String.class) + "");
            entered.release();
            open.acquire();
            exchange.getMessage().setBody("through the gate");
        }
    }
}
