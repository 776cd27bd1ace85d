package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 14-api-message-batches: message batches over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, MessageBatchesRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/14-*.yaml")
class MessageBatchesRouteTest extends ApiRouteFileTest {

    private static final String PATH = "/v1/messages/batches";

    @ParameterizedTest
    @CsvSource({
        "POST, '', create",
        "GET, '', list",
        "GET, /b1, show b1",
        "POST, /b1/cancel, cancel b1",
        "DELETE, /b1, delete b1",
        "GET, /b1/results, results of b1"
    })
    void request_isHandedOnInAnthropicsDialect(String method, String below, String event) {
        assertThat(send(method, PATH + below, "application/json")).isEqualTo(200);
        assertThat(events.all()).containsExactly(event + " (anthropic)");
    }

    @Test
    void create_takesJsonOnly() {
        assertThat(send("POST", PATH, "application/x-www-form-urlencoded")).isEqualTo(415);
    }

    @Test
    void failure_isAnsweredOnce() {
        events.fail("create (anthropic)", new IllegalStateException("no body"));

        assertThat(send("POST", PATH, "application/json")).isEqualTo(418);
        assertThat(events.all()).containsExactly("create (anthropic)", "respond to no body");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Batches messageBatchDesk(Events events) {
            return new Batches(events);
        }
    }

    /** Stands in for the bean {@code messageBatchDesk}. */
    public static final class Batches {

        private final Events events;

        Batches(Events events) {
            this.events = events;
        }

        public void create(Exchange exchange) {
            note(exchange, "create");
        }

        public void list(Exchange exchange) {
            note(exchange, "list");
        }

        public void show(Exchange exchange) {
            note(exchange, "show " + id(exchange));
        }

        public void cancel(Exchange exchange) {
            note(exchange, "cancel " + id(exchange));
        }

        public void delete(Exchange exchange) {
            note(exchange, "delete " + id(exchange));
        }

        public void results(Exchange exchange) {
            note(exchange, "results of " + id(exchange));
        }

        private static String id(Exchange exchange) {
            return String.valueOf(exchange.getMessage().getHeader("id"));
        }

        private void note(Exchange exchange, String event) {
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("{}");
            events.note(event + " (" + exchange.getProperty("dialect") + ")");
        }
    }
}
