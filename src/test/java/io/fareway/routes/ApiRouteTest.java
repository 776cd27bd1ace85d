package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 10-api, 11-api-messages and 13-api-gemini: what clients call, over HTTP, with 00-errors, which these routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ApiRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-errors.camel.yaml,file:routes/10-api.camel.yaml,"
                + "file:routes/11-api-messages.camel.yaml,file:routes/13-api-gemini.camel.yaml")
class ApiRouteTest extends ApiRouteFileTest {

    @BeforeEach
    void watchAdmission() {
        noteCallsOf("admit");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, openai-chat",
        "/v1/completions, openai-completions",
        "/v1/embeddings, openai-embeddings",
        "/v1/responses, openai-responses",
        "/v1/messages, anthropic",
        "/v1beta/models/one/small:streamGenerateContent?alt=sse, gemini",
        "/v1beta/models/vectors:embedContent, gemini-embeddings",
        "/v1beta/models/vectors:batchEmbedContents, gemini-embeddings",
    })
    void everyEndpoint_isAcceptedInItsDialectAdmittedAndAnswered(String path, String dialect) {
        HttpResponse<String> response = client.post(path, "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("write");
        assertThat(events.all()).containsExactly("accept " + dialect, "admit", "write " + dialect);
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages/count_tokens, anthropic", "/v1beta/models/simple:countTokens, gemini"})
    void tokens_areCountedWithoutAdmission(String path, String dialect) {
        assertThat(client.post(path, "{}").body()).isEqualTo("count");
        assertThat(events.all()).containsExactly("count " + dialect);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, accept openai-chat",
        "/v1/chat/completions, admit",
        "/v1/chat/completions, write openai-chat",
        "/v1/messages, accept anthropic",
        "/v1/messages, write anthropic",
        "/v1/messages/count_tokens, count anthropic",
        "/v1/responses, accept openai-responses",
        "/v1/responses, write openai-responses",
    })
    void failure_isAnsweredOnce(String path, String step) {
        events.fail(step, new IllegalStateException("lost at " + step));

        HttpResponse<String> response = client.post(path, "{}");

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("the error");
        assertThat(events.all())
                .endsWith(step, "respond to lost at " + step)
                .containsOnlyOnce("respond to lost at " + step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/v1/messages/count_tokens", "/v1/responses"})
    void everyEndpoint_takesPostedJsonOnly(String path) {
        assertThat(client.get(path).statusCode()).isEqualTo(405);
        assertThat(client.post(path, "{}", "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(client.post(path, "{}", "Content-Type", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(415);
        assertThat(events.all()).isEmpty();
    }

    @Test
    void models_areListed() {
        assertThat(client.get("/v1/models").body()).isEqualTo("list");
        assertThat(client.get("/v1beta/models").body()).isEqualTo("list");
        assertThat(client.post("/v1/models", "{}").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/simple, show",
        "/v1/models/groq/llama-3.3-70b, show",
        "/v1beta/models/simple, show gemini",
    })
    void model_isShownByItsNameWithOrWithoutProvider(String path, String step) {
        assertThat(client.get(path).body()).isEqualTo("show");
        assertThat(events.all()).containsExactly(step);
    }

    @Test
    void model_failureIsAnsweredOnce() {
        events.fail("show", new IllegalStateException("unknown"));

        assertThat(client.get("/v1/models/none").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("show", "respond to unknown");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Neighbours neighbours() {
            return new Neighbours("admit");
        }

        @Bean
        Steps chatIntake(Events events) {
            return new Steps(events);
        }

        @Bean
        Steps answerWriter(Events events) {
            return new Steps(events);
        }

        @Bean
        Steps modelList(Events events) {
            return new Steps(events);
        }

        @Bean
        Steps geminiModelList(Events events) {
            return new Steps(events);
        }

        @Bean
        Steps tokenCounts(Events events) {
            return new Steps(events);
        }
    }

    /** Stands in for the beans of the API; notes the method and the dialect, if the route has named one. */
    public static final class Steps {

        private final Events events;

        Steps(Events events) {
            this.events = events;
        }

        public void accept(Exchange exchange) {
            note(exchange, "accept");
        }

        public void write(Exchange exchange) {
            note(exchange, "write");
        }

        public void list(Exchange exchange) {
            note(exchange, "list");
        }

        public void count(Exchange exchange) {
            note(exchange, "count");
        }

        public void show(Exchange exchange) {
            note(exchange, "show");
        }

        private void note(Exchange exchange, String method) {
            Optional<String> dialect = Optional.ofNullable(exchange.getProperty("dialect", String.class));
            events.note(dialect.map(name -> method + " " + name).orElse(method));
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(method);
        }
    }
}
