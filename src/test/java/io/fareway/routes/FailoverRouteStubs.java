package io.fareway.routes;

import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.routing.TierRoutes;
import io.fareway.testing.Journeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.context.annotation.Bean;

/** What the routes of tiers find in the tests of their file. */
class FailoverRouteStubs {

    @Bean
    Events events() {
        return new Events();
    }

    @Bean
    Neighbours neighbours() {
        return new Neighbours(Stream.concat(Stream.of(FailoverRouteTest.PROVIDERS), Stream.of("check-answer"))
                .toArray(String[]::new));
    }

    @Bean
    TierRoutes tierRouteParameters() {
        Settings plain = Journeys.SETTINGS;
        Map<String, Tier> tiers = Map.of(
                "simple", new Tier("simple", "easy", List.of(), 0),
                "short", new Tier("short", "one candidate", List.of(), 0));
        return new TierRoutes(new Settings(
                plain.providers(), plain.deployments(), tiers, plain.classifier(), plain.prices(), plain.baseline()));
    }

    @Bean
    Memory sessionMemory(Events events) {
        return new Memory(events);
    }

    @Bean
    Guard budgetGuard(Events events) {
        return new Guard(events);
    }

    @Bean
    Draw experimentDraw(Events events) {
        return new Draw(events);
    }

    @Bean
    Plan planner(Events events) {
        return new Plan(events);
    }

    @Bean
    Adjustments planAdjustments(Events events) {
        return new Adjustments(events);
    }

    @Bean
    Turns candidates() {
        return new Turns();
    }

    /** Stands in for the bean {@code experimentDraw}: no experiment is on. */
    public static final class Draw {

        private final Events events;

        Draw(Events events) {
            this.events = events;
        }

        public void draw() {
            events.note("draw");
        }
    }

    /** Stands in for the bean {@code planner}: four candidates, or one for a journey that has a plan. */
    public static final class Plan {

        private final Events events;

        Plan(Events events) {
            this.events = events;
        }

        public void plan(@ExchangeProperty(Journey.PROPERTY) Journey journey) {
            events.note("plan");
            journey.plan(journey.plan().isEmpty() ? FailoverRouteTest.PLAN : List.of(FailoverRouteTest.at("d")));
        }
    }

    /** Stands in for the bean {@code planAdjustments}, which leaves every plan as it is. */
    public static final class Adjustments {

        private final Events events;

        Adjustments(Events events) {
            this.events = events;
        }

        public void apply() {
            events.note("adjust");
        }
    }

    /** Stands in for the bean {@code candidates}: one after the other, none left out. */
    public static final class Turns {

        public void next(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
            int next = journey.candidate().map(journey.plan()::indexOf).orElse(-1) + 1;
            if (next == journey.plan().size()) {
                throw RequestError.exhausted("all tried", Duration.ofSeconds(5), List.of());
            }
            journey.turnTo(journey.plan().get(next));
            exchange.setProperty("candidateRoute", journey.plan().get(next).routeName());
        }
    }

    /** Stands in for the bean {@code sessionMemory}. */
    public static final class Memory {

        private final Events events;

        Memory(Events events) {
            this.events = events;
        }

        public void remember() {
            events.note("remember");
        }
    }

    /** Stands in for the bean {@code budgetGuard}. */
    public static final class Guard {

        private final Events events;

        Guard(Events events) {
            this.events = events;
        }

        public void reserve() {
            events.note("reserve");
        }
    }
}
