package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 85-admin-overrides and 87-admin-experiments over HTTP, with 00-errors, which their routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminRoutingRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties =
                "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/85-admin-overrides*.yaml,file:routes/87-admin-experiments*.yaml")
class AdminRoutingRouteTest extends ApiRouteFileTest {

    @Test
    void overrides_areListed() {
        assertThat(client.get("/admin/overrides").statusCode()).isEqualTo(200);
        assertThat(events.all()).containsExactly("list overrides");
    }

    @Test
    void override_isAddedWithItsBody() {
        client.post("/admin/overrides", "{\"kind\":\"drain\"}");

        assertThat(events.all()).containsExactly("add {\"kind\":\"drain\"}");
    }

    @Test
    void override_isEndedById() {
        client.send(HttpRequest.newBuilder(at("/admin/overrides/a1")).DELETE().build());

        assertThat(events.all()).containsExactly("end a1");
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

    @Test
    void failureOfOverrides_isAnsweredOnce() {
        events.fail("list overrides", new IllegalStateException("database away"));

        assertThat(client.get("/admin/overrides").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("list overrides", "respond to database away");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        OverridesStub overrideAdmin(Events events) {
            return new OverridesStub(events);
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

    /** Stands in for the bean {@code overrideAdmin}. */
    public static final class OverridesStub {

        private final Events events;

        OverridesStub(Events events) {
            this.events = events;
        }

        public void list() {
            events.note("list overrides");
        }

        public void add(Exchange exchange) {
            events.note("add " + exchange.getMessage().getBody(String.class));
        }

        public void end(Exchange exchange) {
            events.note("end " + exchange.getMessage().getHeader("id"));
        }
    }
}
