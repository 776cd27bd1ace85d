package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 82-admin-budgets: what budgets have left, over HTTP, with 00-errors, which its route names. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminBudgetsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/82-*.yaml")
class AdminBudgetsRouteTest extends ApiRouteFileTest {

    @Test
    void budgets_areListed() {
        assertThat(client.get("/admin/budgets").body()).isEqualTo("the budgets");
        assertThat(events.all()).containsExactly("list budgets");
    }

    @Test
    void budgets_takeGetOnly() {
        assertThat(client.post("/admin/budgets", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void budgets_failureIsAnsweredOnce() {
        events.fail("list budgets", new IllegalStateException("database away"));

        assertThat(client.get("/admin/budgets").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("list budgets", "respond to database away");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        States budgetStates(Events events) {
            return new States(events);
        }
    }

    /** Stands in for the bean {@code budgetStates}. */
    public static final class States {

        private final Events events;

        States(Events events) {
            this.events = events;
        }

        public void list(Exchange exchange) {
            events.note("list budgets");
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("the budgets");
        }
    }
}
