package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.testing.Journeys;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 25-deferred: requests that are put off, with 00-errors, which its API route names. */
@SpringBootTest(
        classes = {RouteFileApplication.class, DeferredRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "camel.main.routes-include-pattern=file:routes/00-*.yaml,file:routes/25-*.yaml",
            "fareway.deferred.cron=0/1 * * * * ?"
        })
class DeferredRouteTest extends ApiRouteFileTest {

    @Autowired
    private Release deferredRelease;

    @Autowired
    private Callbacks deferredCallbacks;

    @BeforeEach
    void watchAdmission() {
        noteCallsOf("admit");
    }

    @Test
    void requestPutOff_waits() {
        send("direct:defer-request", Journeys.journey("r1").build());

        assertThat(events.all()).containsExactly("defer");
    }

    @Test
    void dueRequests_takeTheUsualWay() {
        deferredRelease.due.addAll(List.of("one", "two"));

        await().untilAsserted(() -> assertThat(events.all())
                .contains("accept one", "accept two", "admit", "write", "conclude one", "conclude two"));
    }

    @Test
    void deferredRequestThatFails_isConcludedWithItsError() {
        events.fail("admit", new IllegalStateException("nobody there"));

        Exchange ended = template.send(
                "direct:deferred-request", exchange -> exchange.getMessage().setBody("three"));

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly("accept three", "admit", "respond to nobody there", "conclude three");
    }

    @Test
    void endsThatAreDue_areTold() {
        deferredCallbacks.due.addAll(List.of("four", "five"));

        await().untilAsserted(() -> assertThat(events.all()).contains("tell four", "tell five"));
    }

    @Test
    void status_isShown() {
        assertThat(client.get("/v1/deferred/q1").body()).isEqualTo("status of q1");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Neighbours neighbours() {
            return new Neighbours("admit");
        }

        @Bean
        Release deferredRelease(Events events) {
            return new Release(events);
        }

        @Bean
        Callbacks deferredCallbacks(Events events) {
            return new Callbacks(events);
        }

        @Bean
        Intake deferredIntake(Events events) {
            return new Intake(events);
        }

        @Bean
        Intake answerWriter(Events events) {
            return new Intake(events);
        }

        @Bean
        Lookup deferredLookup() {
            return new Lookup();
        }
    }

    /** Stands in for the bean {@code deferredRelease}. */
    public static final class Release {

        private final Events events;
        private final ConcurrentLinkedQueue<String> due = new ConcurrentLinkedQueue<>();

        Release(Events events) {
            this.events = events;
        }

        public List<String> due() {
            List<String> taken = List.copyOf(due);
            due.removeAll(taken);
            return taken;
        }

        public void accept(Exchange exchange) {
            String request = exchange.getMessage().getBody(String.class);
            exchange.setProperty("request", request);
            events.note("accept " + request);
        }

        public void conclude(Exchange exchange) {
            events.note("conclude " + exchange.getProperty("request"));
        }
    }

    /** Stands in for the bean {@code deferredCallbacks}. */
    public static final class Callbacks {

        private final Events events;
        private final ConcurrentLinkedQueue<String> due = new ConcurrentLinkedQueue<>();

        Callbacks(Events events) {
            this.events = events;
        }

        public List<String> due() {
            List<String> taken = List.copyOf(due);
            due.removeAll(taken);
            return taken;
        }

        public void deliver(Exchange exchange) {
            events.note("tell " + exchange.getMessage().getBody(String.class));
        }
    }

    /** Stands in for the beans {@code deferredIntake} and {@code answerWriter}. */
    public static final class Intake {

        private final Events events;

        Intake(Events events) {
            this.events = events;
        }

        public void defer() {
            events.note("defer");
        }

        public void write() {
            events.note("write");
        }
    }

    /** Stands in for the bean {@code deferredLookup}. */
    public static final class Lookup {

        public void show(Exchange exchange) {
            String id = exchange.getMessage().getHeader("id", "", String.class);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody("status of " + id);
        }
    }
}
