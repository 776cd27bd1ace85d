package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.ChatClient;
import java.net.http.HttpResponse;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** 10-api: what clients call, over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ApiRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties =
                "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/10-*.yaml,file:routes/13-*.yaml")
class ApiRouteTest extends RouteFileTest {

    private static final String CHAT = "/v1/chat/completions";

    @LocalServerPort
    private int port;

    private ChatClient client = new ChatClient(0);

    @BeforeEach
    void watchAdmission() {
        client = new ChatClient(port);
        noteCallsOf("admit");
    }

    @Test
    void chat_isAcceptedAdmittedAndAnswered() {
        HttpResponse<String> response = client.post(CHAT, "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("write");
        assertThat(events.all()).containsExactly("accept", "admit", "write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "admit", "write"})
    void chat_failureIsAnsweredOnce(String step) {
        events.fail(step, new IllegalStateException("defect"));

        HttpResponse<String> response = client.post(CHAT, "{}");

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("the error");
        assertThat(events.all()).endsWith(step, "respond to defect").containsOnlyOnce("respond to defect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/completions",
                "/v1/embeddings",
                "/v1beta/models/one/small:streamGenerateContent?alt=sse",
                "/v1beta/models/vectors:embedContent",
                "/v1beta/models/vectors:batchEmbedContents",
            })
    void everyEndpoint_isAcceptedAdmittedAndAnswered(String path) {
        assertThat(client.post(path, "{}").body()).isEqualTo("write");
        assertThat(events.all()).containsExactly("accept", "admit", "write");
    }

    @Test
    void tokensOfGemini_areCountedWithoutAdmission() {
        assertThat(client.post("/v1beta/models/simple:countTokens", "{}").body())
                .isEqualTo("count");
        assertThat(events.all()).containsExactly("count");
    }

    @Test
    void chat_takesPostOnly() {
        assertThat(client.get(CHAT).statusCode()).isEqualTo(405);
        assertThat(events.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain"})
    void chat_takesJsonOnly(String type) {
        assertThat(client.post(CHAT, "{}", "Content-Type", type).statusCode()).isEqualTo(415);
        assertThat(events.all()).isEmpty();
    }

    @Test
    void models_areListed() {
        assertThat(client.get("/v1/models").body()).isEqualTo("list");
        assertThat(client.get("/v1beta/models").body()).isEqualTo("list");
        assertThat(client.post("/v1/models", "{}").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/simple", "/v1/models/groq/llama-3.3-70b", "/v1beta/models/simple"})
    void model_isShownByItsNameWithOrWithoutProvider(String path) {
        assertThat(client.get(path).body()).isEqualTo("show");
        assertThat(events.all()).containsExactly("show");
    }

    @Test
    void model_failureIsAnsweredOnce() {
        events.fail("show", new IllegalStateException("unknown"));

        assertThat(client.get("/v1/models/none").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("show", "respond to unknown");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Neighbours neighbours() {
            return new Neighbours("admit");
        }

        @Bean
        ErrorsStub apiErrors(Events events) {
            return new ErrorsStub(events);
        }

        @Bean
        Answering chatIntake(Events events) {
            return new Answering(events);
        }

        @Bean
        Answering answerWriter(Events events) {
            return new Answering(events);
        }

        @Bean
        Answering modelList(Events events) {
            return new Answering(events);
        }

        @Bean
        Answering geminiModelList(Events events) {
            return new Answering(events);
        }

        @Bean
        Answering tokenCounts(Events events) {
            return new Answering(events);
        }
    }

    /** Stands in for the beans of the API; answers with the name of the method. */
    public static final class Answering {

        private final Events events;

        Answering(Events events) {
            this.events = events;
        }

        public void accept(Exchange exchange) {
            answer(exchange, "accept");
        }

        public void write(Exchange exchange) {
            answer(exchange, "write");
        }

        public void list(Exchange exchange) {
            answer(exchange, "list");
        }

        public void count(Exchange exchange) {
            answer(exchange, "count");
        }

        public void show(Exchange exchange) {
            answer(exchange, "show");
        }

        private void answer(Exchange exchange, String method) {
            events.note(method);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(method);
        }
    }
}
