package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 83-admin-explain: where a request would go, over HTTP, with 00-errors, which its route names. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminExplainRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/83-*.yaml")
class AdminExplainRouteTest extends ApiRouteFileTest {

    @Test
    void request_isExplained() {
        assertThat(client.post("/admin/explain", "{}").body()).isEqualTo("because");
        assertThat(events.all()).containsExactly("explain");
    }

    @Test
    void explain_takesPostOnly() {
        assertThat(client.get("/admin/explain").statusCode()).isEqualTo(405);
    }

    @Test
    void explain_failureIsAnsweredOnce() {
        events.fail("explain", new IllegalStateException("no request"));

        assertThat(client.post("/admin/explain", "{}").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("explain", "respond to no request");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Explanations explanation(Events events) {
            return new Explanations(events);
        }
    }

    /** Stands in for the bean {@code explanation}. */
    public static final class Explanations {

        private final Events events;

        Explanations(Events events) {
            this.events = events;
        }

        public void explain(Exchange exchange) {
            events.note("explain");
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("because");
        }
    }
}
