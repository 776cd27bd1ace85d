package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 81-admin-costs: what requests cost, over HTTP, with 00-errors, which its route names. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminCostsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/81-*.yaml")
class AdminCostsRouteTest extends ApiRouteFileTest {

    @Test
    void costs_areAnsweredByTheLookup() {
        assertThat(client.get("/admin/costs?group=tier").body()).isEqualTo("costs by tier");
        assertThat(events.all()).containsExactly("show costs");
    }

    @Test
    void costs_takeGetOnly() {
        assertThat(client.post("/admin/costs", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void costs_failureIsAnsweredOnce() {
        events.fail("show costs", new IllegalStateException("database away"));

        assertThat(client.get("/admin/costs").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("show costs", "respond to database away");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Lookup costLookup(Events events) {
            return new Lookup(events);
        }
    }

    /** Stands in for the bean {@code costLookup}. */
    public static final class Lookup {

        private final Events events;

        Lookup(Events events) {
            this.events = events;
        }

        public void show(Exchange exchange) {
            events.note("show costs");
            String group = exchange.getMessage().getHeader("group", "", String.class);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("costs by " + group);
        }
    }
}
