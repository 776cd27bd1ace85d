package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 80-admin: what operators ask for, over HTTP, with 00-errors, which its routes name. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdminRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/80-*.yaml")
class AdminRouteTest extends ApiRouteFileTest {

    @Test
    void request_isLookedUpByItsId() {
        assertThat(client.get("/admin/requests/r1").body()).isEqualTo("request r1");
        assertThat(events.all()).containsExactly("show r1");
    }

    @Test
    void request_takesGetOnly() {
        assertThat(client.post("/admin/requests/r1", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void request_failureIsAnsweredOnce() {
        events.fail("show r1", new IllegalStateException("unknown"));

        assertThat(client.get("/admin/requests/r1").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("show r1", "respond to unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01", "yesterday", "a, b", "${camelId}", "#reports"})
    void reports_handOnTheDayAsItWasWritten(String day) {
        client.post("/admin/reports?day=" + URLEncoder.encode(day, StandardCharsets.UTF_8), "");

        assertThat(events.all()).containsExactly("report of " + day);
    }

    @Test
    void reports_withoutADayAreOfToday() {
        HttpResponse<String> response = client.post("/admin/reports", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(events.all()).containsExactly("report of today");
    }

    @Test
    void reports_answerInJsonWithoutTheHeadersOfTheRequest() {
        HttpResponse<String> response =
                client.post("/admin/reports?day=2026-03-01", "", "Authorization", "Basic b3BlcmF0b3I6");

        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().map()).doesNotContainKeys("authorization", "day");
    }

    @Test
    void reports_failureIsAnsweredOnce() {
        events.fail("report of today", new IllegalStateException("disk full"));

        assertThat(client.post("/admin/reports", "").statusCode()).isEqualTo(418);
        assertThat(events.all()).containsExactly("report of today", "respond to disk full");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Lookup requestLookup(Events events) {
            return new Lookup(events);
        }

        @Bean
        Deployments deploymentStates(Events events) {
            return new Deployments(events);
        }

        @Bean
        Reports reports(Events events) {
            return new Reports(events);
        }
    }

    /** Stands in for the bean {@code requestLookup}. */
    public static final class Lookup {

        private final Events events;

        Lookup(Events events) {
            this.events = events;
        }

        public void show(Exchange exchange) {
            String id = exchange.getMessage().getHeader("id", "", String.class);
            events.note("show " + id);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("request " + id);
        }
    }

    /** Stands in for the bean {@code deploymentStates}. */
    public static final class Deployments {

        private final Events events;

        Deployments(Events events) {
            this.events = events;
        }

        public void list(Exchange exchange) {
            events.note("list deployments");
            exchange.getMessage().setBody("[]");
        }

        public void operate(Exchange exchange) {
            events.note("operate " + exchange.getMessage().getHeader("breaker", "", String.class));
            exchange.getMessage().setBody("{}");
        }
    }

    /** Stands in for the bean {@code reports}. */
    public static final class Reports {

        private final Events events;

        Reports(Events events) {
            this.events = events;
        }

        public String writeOnDemand(@Nullable String day) {
            events.note("report of " + (day == null || day.isEmpty() ? "today" : day));
            return "{}";
        }
    }
}
