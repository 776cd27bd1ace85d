package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 89-admin-outlook: forecast and audit over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminOutlookRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/89-*.yaml")
class AdminOutlookRouteTest extends ApiRouteFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"forecast", "audit"})
    void outlook_isAnsweredByTheLookup(String what) {
        assertThat(client.get("/admin/" + what).body()).isEqualTo("the " + what);
        assertThat(events.all()).containsExactly(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forecast", "audit"})
    void failure_isAnsweredOnce(String what) {
        events.fail(what, new IllegalStateException("database away"));

        assertThat(client.get("/admin/" + what).statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly(what, "respond to database away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forecast", "audit"})
    void outlook_takesGetOnly(String what) {
        assertThat(client.post("/admin/" + what, "{}").statusCode()).isEqualTo(405);
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Lookup outlookLookup(Events events) {
            return new Lookup(events);
        }
    }

    /** Stands in for the bean {@code outlookLookup}. */
    public static final class Lookup {

        private final Events events;

        Lookup(Events events) {
            this.events = events;
        }

        public void forecast(Exchange exchange) {
            answer("forecast", exchange);
        }

        public void audit(Exchange exchange) {
            answer("audit", exchange);
        }

        private void answer(String what, Exchange exchange) {
            events.note(what);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("the " + what);
        }
    }
}
