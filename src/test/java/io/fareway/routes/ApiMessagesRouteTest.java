package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.ChatClient;
import java.net.http.HttpResponse;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** 11-api-messages: Anthropic's messages and OpenAI's responses, over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ApiMessagesRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/11-*.yaml")
class ApiMessagesRouteTest extends RouteFileTest {

    private static final String COUNT = "/v1/messages/count_tokens";

    @LocalServerPort
    private int port;

    private ChatClient client = new ChatClient(0);

    @BeforeEach
    void watchAdmission() {
        client = new ChatClient(port);
        noteCallsOf("admit");
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages, anthropic", "/v1/responses, openai-responses"})
    void everyEndpoint_isAcceptedInItsDialectAdmittedAndAnswered(String path, String dialect) {
        HttpResponse<String> response = client.post(path, "{}");

        assertThat(response.body()).isEqualTo("write");
        assertThat(events.all()).containsExactly("accept " + dialect, "admit", "write " + dialect);
    }

    @Test
    void tokens_areCountedWithoutAdmission() {
        assertThat(client.post(COUNT, "{}").body()).isEqualTo("count");
        assertThat(events.all()).containsExactly("count anthropic");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, accept anthropic",
        "/v1/messages, write anthropic",
        "/v1/messages/count_tokens, count anthropic",
        "/v1/responses, accept openai-responses",
        "/v1/responses, write openai-responses",
    })
    void failure_isAnsweredOnce(String path, String step) {
        events.fail(step, new IllegalStateException("defect"));

        HttpResponse<String> response = client.post(path, "{}");

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(events.all()).endsWith(step, "respond to defect").containsOnlyOnce("respond to defect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/messages/count_tokens", "/v1/responses"})
    void everyEndpoint_takesPostedJsonOnly(String path) {
        assertThat(client.get(path).statusCode()).isEqualTo(405);
        assertThat(client.post(path, "{}", "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(events.all()).isEmpty();
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
        Steps chatIntake(Events events) {
            return new Steps(events);
        }

        @Bean
        Steps answerWriter(Events events) {
            return new Steps(events);
        }

        @Bean
        Steps tokenCounts(Events events) {
            return new Steps(events);
        }
    }

    /** Stands in for the beans of the API; notes the method and the dialect that the route has named. */
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

        public void count(Exchange exchange) {
            note(exchange, "count");
        }

        private void note(Exchange exchange, String method) {
            events.note(method + " " + exchange.getProperty("dialect"));
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(method);
        }
    }
}
