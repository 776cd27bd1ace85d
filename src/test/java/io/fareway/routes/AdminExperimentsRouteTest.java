package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.ChatClient;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

/** 87-admin-experiments: what experiments show, over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminExperimentsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/87-*.yaml")
class AdminExperimentsRouteTest extends RouteFileTest {

    @LocalServerPort
    private int port;

    private ChatClient client = new ChatClient(0);

    @BeforeEach
    void newClient() {
        client = new ChatClient(port);
    }

    @Test
    void experiments_areListed() {
        assertThat(client.get("/admin/experiments").statusCode()).isEqualTo(200);
        assertThat(events.all()).containsExactly("list");
    }

    @Test
    void shadows_areListed() {
        assertThat(client.get("/admin/shadows").statusCode()).isEqualTo(200);
        assertThat(events.all()).containsExactly("list shadows");
    }

    @Test
    void trial_isStoppedAndResumedByNameWithItsBody() {
        client.post("/admin/experiments/half/stop", "{\"reason\":\"slow\"}");
        client.post("/admin/experiments/half/resume", "{\"reason\":\"mended\"}");

        assertThat(events.all())
                .containsExactly("stop half {\"reason\":\"slow\"}", "resume half {\"reason\":\"mended\"}");
    }

    @Test
    void failure_isAnsweredOnce() {
        events.fail("list", new IllegalStateException("database away"));

        assertThat(client.get("/admin/experiments").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("list", "respond to database away");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        ErrorsStub apiErrors(Events events) {
            return new ErrorsStub(events);
        }

        @Bean
        Shadows shadowAdmin(Events events) {
            return new Shadows(events);
        }

        @Bean
        Admin experimentAdmin(Events events) {
            return new Admin(events);
        }
    }

    /** Stands in for the bean {@code shadowAdmin}. */
    public static final class Shadows {

        private final Events events;

        Shadows(Events events) {
            this.events = events;
        }

        public void list() {
            events.note("list shadows");
        }
    }

    /** Stands in for the bean {@code experimentAdmin}. */
    public static final class Admin {

        private final Events events;

        Admin(Events events) {
            this.events = events;
        }

        public void list() {
            events.note("list");
        }

        public void stop(Exchange exchange) {
            events.note("stop " + said(exchange));
        }

        public void resume(Exchange exchange) {
            events.note("resume " + said(exchange));
        }

        private static String said(Exchange exchange) {
            return exchange.getMessage().getHeader("name") + " "
                    + exchange.getMessage().getBody(String.class);
        }
    }
}
