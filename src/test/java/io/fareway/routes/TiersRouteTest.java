package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.testing.Journeys;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 30-tiers: the classifier names a tier, and the request goes to the route of that tier and no other. */
@SpringBootTest(
        classes = {RouteFileApplication.class, TiersRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/30-*.yaml")
class TiersRouteTest extends RouteFileTest {

    /** A tier that a team has added to config/tiers.yaml and not to the choice, and the one of named models. */
    private static final String[] TIERS = {
        "tier-simple", "tier-medium", "tier-complex", "tier-legal", "tier-named", "defer-request"
    };

    @BeforeEach
    void watchTiers() {
        noteCallsOf(TIERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "medium", "complex", "legal", "named"})
    void chooseTier_goesToTheRouteOfTheTierThatTheClassifierNames(String tier) {
        Exchange ended =
                send("direct:choose-tier", Journeys.journey("r1").task(tier).build());

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly("classify", "restrain", "consider", "tier-" + tier);
    }

    @Test
    void chooseTier_tierWithoutARouteFailsAndIsNotAnswered() {
        Exchange ended = send(
                "direct:choose-tier", Journeys.journey("r1").task("nowhere").build());

        assertThat(ended.getException()).hasMessageContaining("tier-nowhere");
    }

    @Test
    void chooseTier_refusalOfTheClassifierReachesTheCaller() {
        RequestError refusal = RequestError.unknownModel("no such model");
        events.fail("classify", refusal);

        Exchange ended = send("direct:choose-tier", Journeys.journey("r1").build());

        assertThat(failure(ended)).isSameAs(refusal);
        assertThat(events.all()).containsExactly("classify");
    }

    @Test
    void chooseTier_requestPutOffIsQueuedAndGoesToNoTier() {
        Exchange ended = template.send("direct:choose-tier", exchange -> {
            exchange.setProperty(
                    Journey.PROPERTY, Journeys.journey("r1").task("simple").build());
            exchange.setProperty("putOff", "until tomorrow");
        });

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly("classify", "restrain", "consider", "defer-request");
    }

    @Test
    void chooseTier_refusalForTheBudgetReachesTheCaller() {
        RequestError refusal = RequestError.overBudget("all spent", Duration.ofDays(1));
        events.fail("restrain", refusal);

        Exchange ended =
                send("direct:choose-tier", Journeys.journey("r1").task("simple").build());

        assertThat(failure(ended)).isSameAs(refusal);
        assertThat(events.all()).containsExactly("classify", "restrain");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Neighbours neighbours() {
            return new Neighbours(TIERS);
        }

        @Bean
        Restraint budgetRestraint(Events events) {
            return new Restraint(events);
        }

        @Bean
        Wish deferredWish(Events events) {
            return new Wish(events);
        }

        @Bean
        Classifier taskClassifier(Events events) {
            return new Classifier(events);
        }
    }

    /** Stands in for the bean {@code budgetRestraint}. */
    public static final class Restraint {

        private final Events events;

        Restraint(Events events) {
            this.events = events;
        }

        public void restrain() {
            events.note("restrain");
        }
    }

    /** Stands in for the bean {@code deferredWish}. */
    public static final class Wish {

        private final Events events;

        Wish(Events events) {
            this.events = events;
        }

        public void consider() {
            events.note("consider");
        }
    }

    /** Stands in for the bean {@code taskClassifier}: the task hint is the tier. */
    public static final class Classifier {

        private final Events events;

        Classifier(Events events) {
            this.events = events;
        }

        public void classify(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
            events.note("classify");
            exchange.setProperty("tier", journey.request().task());
        }
    }
}
