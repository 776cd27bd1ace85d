package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.testing.Journeys;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 20-admission: a permit for each request, given back however its journey ends. */
@SpringBootTest(
        classes = {RouteFileApplication.class, AdmissionRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/20-*.yaml")
class AdmissionRouteTest extends RouteFileTest {

    private final Journey journey = Journeys.journey("r1").build();

    @BeforeEach
    void watchNeighbours() {
        noteCallsOf("choose-tier", "settle", "offer-shadow", "settle-budget");
    }

    @Test
    void admit_sendsTheRequestOnItsJourneyAndBooksIt() {
        Exchange ended = send("direct:admit", journey);

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all())
                .containsExactly(
                        "enter",
                        "count",
                        "take place",
                        "reserve",
                        "choose-tier",
                        "settle",
                        "offer-shadow",
                        "leave",
                        "settle limits",
                        "settle-budget");
    }

    @Test
    void admit_doesNotBookARequestThatWasPutOff() {
        Exchange ended = template.send("direct:admit", exchange -> {
            exchange.setProperty(Journey.PROPERTY, journey);
            exchange.setProperty("putOff", "until tomorrow");
        });

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all())
                .containsExactly(
                        "enter",
                        "count",
                        "take place",
                        "reserve",
                        "choose-tier",
                        "leave",
                        "settle limits",
                        "settle-budget");
    }

    @Test
    void admit_givesThePermitBackWhenTheJourneyFails() {
        RequestError failure = RequestError.unavailable("nobody there");
        events.fail("choose-tier", failure);

        Exchange ended = send("direct:admit", journey);

        assertThat(ended.getException()).isSameAs(failure);
        assertThat(events.all())
                .containsExactly(
                        "enter",
                        "count",
                        "take place",
                        "reserve",
                        "choose-tier",
                        "leave",
                        "settle limits",
                        "settle-budget");
    }

    @Test
    void admit_givesThePermitBackWhenTheBooksFail() {
        IllegalStateException failure = new IllegalStateException("disk full");
        events.fail("settle", failure);

        Exchange ended = send("direct:admit", journey);

        assertThat(ended.getException()).isSameAs(failure);
        assertThat(events.all())
                .containsExactly(
                        "enter",
                        "count",
                        "take place",
                        "reserve",
                        "choose-tier",
                        "settle",
                        "leave",
                        "settle limits",
                        "settle-budget");
    }

    @Test
    void admit_requestBeyondItsCallersLimitsGoesNowhereAndSettles() {
        RequestError refusal = RequestError.rateLimited("too many tokens", Duration.ofSeconds(1));
        events.fail("reserve", refusal);

        Exchange ended = send("direct:admit", journey);

        assertThat(failure(ended)).isSameAs(refusal);
        assertThat(events.all())
                .containsExactly("enter", "count", "take place", "reserve", "leave", "settle limits", "settle-budget");
    }

    @Test
    void admit_refusedRequestGoesNowhereAndGivesNothingBack() {
        RequestError refusal = RequestError.tooMany("full", Duration.ofSeconds(1));
        events.fail("enter", refusal);

        Exchange ended = send("direct:admit", journey);

        assertThat(failure(ended)).isSameAs(refusal);
        assertThat(events.all()).containsExactly("enter");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Neighbours neighbours() {
            return new Neighbours("choose-tier", "settle", "offer-shadow", "settle-budget");
        }

        @Bean
        Limits callerLimits(Events events) {
            return new Limits(events);
        }

        @Bean
        Permits admission(Events events) {
            return new Permits(events);
        }
    }

    /** Stands in for the bean {@code callerLimits}. */
    public static final class Limits {

        private final Events events;

        Limits(Events events) {
            this.events = events;
        }

        public void countRequest() {
            events.note("count");
        }

        public void takePlace() {
            events.note("take place");
        }

        public void reserveTokens() {
            events.note("reserve");
        }

        public void settle() {
            events.note("settle limits");
        }
    }

    /** Stands in for the bean {@code admission}. */
    public static final class Permits {

        private final Events events;

        Permits(Events events) {
            this.events = events;
        }

        public void enter() {
            events.note("enter");
        }

        public void leave() {
            events.note("leave");
        }
    }
}
