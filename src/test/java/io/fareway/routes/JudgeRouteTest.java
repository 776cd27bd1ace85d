package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.provider.ProviderFaults;
import io.fareway.testing.Journeys;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 44-judge: a judge is asked in a call of its own, and whatever becomes of it fails nothing. */
@SpringBootTest(
        classes = {RouteFileApplication.class, JudgeRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/44-judge*.yaml")
class JudgeRouteTest extends RouteFileTest {

    private final Journey journey = Journeys.journey("r1").build();

    @BeforeEach
    void watchCall() {
        noteCallsOf("call-apart");
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                ProviderFaults.ill(),
                RequestError.unservable("not allowed", List.of()),
                new IllegalStateException("a defect"));
    }

    @Test
    void judge_isAskedWithoutTheReservationOfTheAnswer() {
        template.send("direct:judge", exchange -> {
            exchange.setProperty(Journey.PROPERTY, journey);
            exchange.setProperty("budgetReservation", "of the answered request");
        });

        assertThat(events.all()).containsExactly("begin without null", "call-apart", "conclude", "leave");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void judgeThatFails_failsNothingAndLeaves(Throwable failure) {
        events.fail("call-apart", failure);

        Exchange ended = send("direct:judge", journey);

        assertThat(ended.getException()).isNull();
        assertThat(events.all()).containsExactly("begin without null", "call-apart", "leave");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Neighbours neighbours() {
            return new Neighbours("call-apart");
        }

        @Bean
        Calls judgeCalls(Events events) {
            return new Calls(events);
        }

        @Bean
        Draw judgeDraw(Events events) {
            return new Draw(events);
        }
    }

    /** Stands in for the judge of the settings. */
    public record Judge(String deployment) {}

    /** Stands in for the bean {@code judgeCalls}. */
    public static final class Calls {

        private final Events events;

        Calls(Events events) {
            this.events = events;
        }

        public void begin(Exchange exchange) {
            exchange.setProperty("judge", new Judge("two/small"));
            events.note("begin without " + exchange.getProperty("budgetReservation"));
        }

        public void conclude() {
            events.note("conclude");
        }
    }

    /** Stands in for the bean {@code judgeDraw}. */
    public static final class Draw {

        private final Events events;

        Draw(Events events) {
            this.events = events;
        }

        public void leave() {
            events.note("leave");
        }
    }
}
