package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 12-batches: files and batches over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, BatchesRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/12-*.yaml")
class BatchesRouteTest extends ApiRouteFileTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/files, list files",
        "GET, /v1/files/f1, show f1",
        "GET, /v1/files/f1/content, content of f1",
        "DELETE, /v1/files/f1, delete f1",
        "POST, /v1/batches, create",
        "GET, /v1/batches, list batches",
        "GET, /v1/batches/b1, show b1",
        "POST, /v1/batches/b1/cancel, cancel b1"
    })
    void request_isHandedOn(String method, String path, String event) {
        assertThat(send(method, path, "application/json")).isEqualTo(200);
        assertThat(events.all()).containsExactly(event);
    }

    @Test
    void upload_takesMultipartOnly() {
        assertThat(send("POST", "/v1/files", "application/json")).isEqualTo(415);
    }

    @Test
    void upload_isHandedOn() {
        int status = client.send(HttpRequest.newBuilder(at("/v1/files"))
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b--\r\n"))
                        .build())
                .statusCode();

        assertThat(status).isEqualTo(200);
        assertThat(events.all()).containsExactly("upload for batch");
    }

    @Test
    void failure_isAnsweredOnce() {
        events.fail("create", new IllegalStateException("no file"));

        assertThat(send("POST", "/v1/batches", "application/json")).isEqualTo(418);
        assertThat(events.all()).containsExactly("create", "respond to no file");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Files fileDesk(Events events) {
            return new Files(events);
        }

        @Bean
        Batches batchDesk(Events events) {
            return new Batches(events);
        }
    }

    /** Stands in for the bean {@code fileDesk}. */
    public static final class Files {

        private final Events events;

        Files(Events events) {
            this.events = events;
        }

        public void upload(Exchange exchange) {
            note(events, exchange, "upload for " + exchange.getMessage().getHeader("purpose"));
        }

        public void list(Exchange exchange) {
            note(events, exchange, "list files");
        }

        public void show(Exchange exchange) {
            note(events, exchange, "show " + id(exchange));
        }

        public void content(Exchange exchange) {
            note(events, exchange, "content of " + id(exchange));
        }

        public void delete(Exchange exchange) {
            note(events, exchange, "delete " + id(exchange));
        }
    }

    /** Stands in for the bean {@code batchDesk}. */
    public static final class Batches {

        private final Events events;

        Batches(Events events) {
            this.events = events;
        }

        public void create(Exchange exchange) {
            note(events, exchange, "create");
        }

        public void list(Exchange exchange) {
            note(events, exchange, "list batches");
        }

        public void show(Exchange exchange) {
            note(events, exchange, "show " + id(exchange));
        }

        public void cancel(Exchange exchange) {
            note(events, exchange, "cancel " + id(exchange));
        }
    }

    private static String id(Exchange exchange) {
        return String.valueOf(exchange.getMessage().getHeader("id"));
    }

    private static void note(Events events, Exchange exchange, String event) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody("{}");
        events.note(event);
    }
}
