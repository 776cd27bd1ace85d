package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.fareway.api.AnswerWriter;
import io.fareway.api.ApiErrors;
import io.fareway.api.ChatRequestReader;
import io.fareway.api.RequestIds;
import io.fareway.dialect.Translations;
import io.fareway.dialect.openai.OpenAiChatClient;
import io.fareway.dialect.openai.OpenAiChatWire;
import io.fareway.model.Answer;
import io.fareway.model.ClassifierRules;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.provider.Settlement;
import io.fareway.routes.RouteVisits;
import io.fareway.routing.Candidates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of {@code routes/70-batch.camel.yaml} with what a test says behind {@code direct:admit}. */
class BatchRoutesTest {

    private final Path home;
    private final AnnotationConfigApplicationContext beans;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Journey> journeys = new ArrayList<>();
    private Consumer<Journey> admitted = journey -> journey.answer(answer("{\"object\":\"chat.completion\"}"));

    BatchRoutesTest(@TempDir Path home) throws Exception {
        this.home = home;
        this.beans = new AnnotationConfigApplicationContext(
                Beans.class,
                OpenAiChatClient.class,
                OpenAiChatWire.class,
                Translations.class,
                ChatRequestReader.class,
                RequestIds.class,
                AnswerWriter.class,
                ApiErrors.class,
                BatchLines.class);
        RouteVisits.count(camel);
        for (String bean : List.of("batchLines", "answerWriter", "apiErrors", "revisionSettings")) {
            camel.getRegistry().bind(bean, beans.getBean(bean));
        }
        camel.getPropertiesComponent()
                .addInitialProperty("fareway.batch.inbox", home.resolve("inbox").toString());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:admit").errorHandler(noErrorHandler()).process(BatchRoutesTest.this::admit);
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        ObjectMapper json() {
            return new ObjectMapper();
        }

        @Bean
        Settings revisionSettings() {
            return new Settings(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    new ClassifierRules(Map.of(), List.of(), List.of(), Map.of(), List.of()),
                    List.of(),
                    "");
        }

        @Bean
        Candidates candidates() {
            return mock(Candidates.class);
        }

        @Bean
        Settlement settlement() {
            return mock(Settlement.class);
        }
    }

    private void admit(Exchange exchange) {
        Journey journey = exchange.getProperty(Journey.PROPERTY, Journey.class);
        journeys.add(journey);
        admitted.accept(journey);
    }

    private void startRoutes(String... names) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:routes/70-batch.camel.yaml"));
        for (RouteDefinition route : List.copyOf(camel.getRouteDefinitions())) {
            if (route.getRouteId().startsWith("batch-") && !List.of(names).contains(route.getRouteId())) {
                camel.removeRouteDefinition(route);
            }
        }
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        beans.close();
    }

    private static Answer answer(String body) {
        return new Answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private LineAnswer send(String body) throws Exception {
        startRoutes("batch-line");
        BatchLine line =
                new BatchLine("job-1", 1, "c1", LineEndpoint.CHAT_COMPLETIONS, body.getBytes(StandardCharsets.UTF_8));
        Exchange exchange = camel.createProducerTemplate()
                .send("direct:batch-line", prepared -> prepared.setProperty(BatchLine.PROPERTY, line));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(LineAnswer.class);
    }

    private LineAnswer sendGoodLine() throws Exception {
        return send("{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"metadata\":{\"task\":\"classify\"}}");
    }

    private static String body(LineAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void line_isAnsweredByTheRoutesOfTheApi() throws Exception {
        LineAnswer answer = sendGoodLine();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(body(answer)).isEqualTo("{\"object\":\"chat.completion\"}");
        assertThat(answer.retryAfter()).isEmpty();
        assertThat(journeys).singleElement().satisfies(journey -> {
            assertThat(journey.id()).isEqualTo(answer.requestId());
            assertThat(journey.job()).isEqualTo("job-1");
            assertThat(journey.endpoint()).isEqualTo("batch");
            assertThat(journey.stream()).isEmpty();
            assertThat(journey.request().task()).isEqualTo("classify");
        });
    }

    @Test
    void line_isRefused_whenItsBodyIsNoChatRequest() throws Exception {
        LineAnswer answer = send("{\"model\":\"auto\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.requestId()).isEmpty();
        assertThat(body(answer)).contains("\"param\":\"messages\"");
        assertThat(journeys).isEmpty();
    }

    @Test
    void line_isRefused_whenItWantsAStream() throws Exception {
        LineAnswer answer =
                send("{\"model\":\"auto\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(body(answer)).contains("A batch line cannot be streamed");
        assertThat(answer.retryAfter()).isEmpty();
    }

    @Test
    void line_maySoonBeSentAgain_whenNoProviderCanAnswer() throws Exception {
        admitted = journey -> {
            journey.plan(List.of(new Deployment("demo", "m", "m", 1000, "", true)));
            throw RequestError.exhausted("No provider could answer.", Duration.ofSeconds(9), List.of("demo/m: 500"));
        };

        LineAnswer answer = sendGoodLine();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(9));
        assertThat(answer.gatewayBusy()).isFalse();
        verify(beans.getBean(Settlement.class)).settleFailed(any(), anyInt());
    }

    @Test
    void line_waitsForTheGateway_whenItIsTooMany() throws Exception {
        admitted = journey -> {
            throw RequestError.tooMany("Later.", Duration.ofSeconds(1));
        };

        assertThat(sendGoodLine().gatewayBusy()).isTrue();
    }

    @Test
    void line_waitsForTheGateway_whenItCannotKeepItsBooks() throws Exception {
        admitted = journey -> {
            throw RequestError.unavailable("The ledger cannot be written.");
        };

        LineAnswer answer = sendGoodLine();

        assertThat(answer.gatewayBusy()).isTrue();
        assertThat(answer.retryAfter()).isPresent();
    }

    @Test
    void line_isAFinalError_whenTheGatewayFailsOnIt() throws Exception {
        admitted = journey -> {
            throw new IllegalStateException("a fault");
        };

        LineAnswer answer = sendGoodLine();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.retryAfter()).isEmpty();
        assertThat(body(answer)).contains("internal_error");
    }

    @Test
    void file_droppedIntoTheInboxIsAnsweredInTheOutbox() throws Exception {
        try (HikariDataSource dataSource = TestDatabase.sqlite(home)) {
            LineSender sender = prepare -> camel.createProducerTemplate().send("direct:batch-line", prepare::accept);
            BatchFixture batch = new BatchFixture(home, dataSource, sender);
            camel.getRegistry().bind("batchInbox", new BatchInbox(batch.engine, Clock.systemUTC()));
            startRoutes("batch-inbox", "batch-line");
            batch.engine.start();

            Files.writeString(batch.inbox.resolve("notes.md"), "no job");
            Files.writeString(batch.inbox.resolve("empty.jsonl"), "");
            Files.createDirectory(batch.inbox.resolve("team"));
            Files.writeString(batch.inbox.resolve("team/own.jsonl"), "");
            Files.writeString(
                    batch.inbox.resolve("job.jsonl"),
                    BatchFixture.line("a").replace("[]", "[{\"role\":\"user\",\"content\":\"Hi\"}]"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> BatchFixture.filesIn(batch.outbox).size() == 2
                            && Files.exists(batch.outbox.resolve("team/own.jsonl")));

            assertThat(batch.outbox.resolve("empty.jsonl")).isEmptyFile();
            assertThat(batch.inbox.resolve("done/team/own.jsonl")).exists();
            assertThat(batch.results("job.jsonl"))
                    .singleElement()
                    .asString()
                    .contains("\"body\":{\"object\":\"chat.completion\"}},\"error\":null}");
            assertThat(BatchFixture.filesIn(batch.inbox)).containsExactly("notes.md");
            batch.engine.stop();
        }
    }
}
