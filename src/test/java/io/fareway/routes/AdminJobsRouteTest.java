package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 88-admin-jobs: batch jobs over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminJobsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/88-*.yaml")
class AdminJobsRouteTest extends ApiRouteFileTest {

    @Test
    void jobs_areListed() {
        assertThat(client.get("/admin/jobs").body()).isEqualTo("jobs");
    }

    @Test
    void job_isShownByItsId() {
        assertThat(client.get("/admin/jobs/batch_1").body()).isEqualTo("job batch_1");
    }

    @Test
    void results_areThoseOfTheJob() {
        assertThat(client.get("/admin/jobs/batch_1/results").body()).isEqualTo("results of batch_1");
    }

    @Test
    void action_isHandedOnWithTheJob() {
        assertThat(client.post("/admin/jobs/batch_1?action=pause", "").body()).isEqualTo("pause batch_1");
    }

    @Test
    void failure_isAnsweredOnce() {
        events.fail("act", new IllegalStateException("too late"));

        assertThat(client.post("/admin/jobs/batch_1?action=pause", "").statusCode())
                .isEqualTo(418);
        assertThat(events.all()).containsExactly("act", "respond to too late");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Desk jobDesk(Events events) {
            return new Desk(events);
        }
    }

    /** Stands in for the bean {@code jobDesk}. */
    public static final class Desk {

        private final Events events;

        Desk(Events events) {
            this.events = events;
        }

        public void list(Exchange exchange) {
            answer(exchange, "jobs");
        }

        public void show(Exchange exchange) {
            answer(exchange, "job " + exchange.getMessage().getHeader("id"));
        }

        public void results(Exchange exchange) {
            answer(exchange, "results of " + exchange.getMessage().getHeader("id"));
        }

        public void act(Exchange exchange) {
            events.note("act");
            answer(
                    exchange,
                    exchange.getMessage().getHeader("action") + " "
                            + exchange.getMessage().getHeader("id"));
        }

        private static void answer(Exchange exchange, String body) {
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(body);
        }
    }
}
