package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** 45-shadows and 46-calls-apart: what is drawn goes once more, apart, and whatever becomes of it is concluded. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ShadowsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/45-shadows*.yaml,file:routes/46-calls-apart*.yaml")
class ShadowsRouteTest extends RouteFileTest {

    private static final String DRAWN = "drawn";

    private final Journey journey = Journeys.journey(DRAWN).build();

    @BeforeEach
    void watchNeighbours() {
        noteCallsOf("provider-two-small", "settle-budget");
    }

    static Stream<Throwable> failures() {
        return Stream.of(ProviderFaults.ill(), new IllegalStateException("a defect"));
    }

    @Test
    void drawnRequest_goesOnceMoreWhileItsExchangeEnds() {
        Exchange ended = send("direct:offer-shadow", journey);

        assertThat(ended.isFailed()).isFalse();
        await().untilAsserted(() -> assertThat(events.all())
                .containsExactly(
                        "draw", "begin", "reserve", "provider-two-small", "settle-budget", "conclude without null"));
    }

    @Test
    void requestThatIsNotDrawn_goesNowhere() {
        send("direct:offer-shadow", Journeys.journey("other").build());

        assertThat(events.all()).containsExactly("draw");
    }

    @Test
    void reservationOfTheAnsweredRequest_isNotTheCopys() {
        template.send("direct:shadow", exchange -> {
            exchange.setProperty(Journey.PROPERTY, journey);
            exchange.setProperty("budgetReservation", "of the answered request");
        });

        assertThat(events.all()).endsWith("conclude without null");
    }

    @Test
    void requestThatMayNotBeSent_isConcludedWithoutACall() {
        events.fail("begin", RequestError.unservable("not allowed", List.of()));

        Exchange ended = send("direct:shadow", journey);

        assertThat(ended.getException()).isNull();
        assertThat(events.all()).containsExactly("begin", "conclude without null");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void callThatFails_isConcludedAndSettled(Throwable failure) {
        events.fail("provider-two-small", failure);

        Exchange ended = send("direct:shadow", journey);

        assertThat(ended.getException()).isNull();
        assertThat(events.all())
                .containsExactly("begin", "reserve", "provider-two-small", "settle-budget", "conclude without null");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Neighbours neighbours() {
            return new Neighbours("provider-two-small", "settle-budget");
        }

        @Bean
        Draw shadowDraw(Events events) {
            return new Draw(events);
        }

        @Bean
        Copies shadowCopies(Events events) {
            return new Copies(events);
        }

        @Bean
        Books shadowBooks(Events events) {
            return new Books(events);
        }

        @Bean
        Guard budgetGuard(Events events) {
            return new Guard(events);
        }
    }

    /** Stands in for the bean {@code shadowDraw}: draws one request. */
    public static final class Draw {

        private final Events events;

        Draw(Events events) {
            this.events = events;
        }

        public void draw(Exchange exchange) {
            events.note("draw");
            if (exchange.getProperty(Journey.PROPERTY, Journey.class).id().equals(DRAWN)) {
                exchange.setProperty("shadow", new Shadow("second-look"));
            }
        }
    }

    /** Stands in for the shadow of the settings. */
    public record Shadow(String name) {}

    /** Stands in for the bean {@code shadowCopies}. */
    public static final class Copies {

        private final Events events;

        Copies(Events events) {
            this.events = events;
        }

        public void begin(Exchange exchange) {
            events.note("begin");
            exchange.setProperty("candidateRoute", "two-small");
        }
    }

    /** Stands in for the bean {@code shadowBooks}. */
    public static final class Books {

        private final Events events;

        Books(Events events) {
            this.events = events;
        }

        public void conclude(Exchange exchange) {
            events.note("conclude without " + exchange.getProperty("budgetReservation"));
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
