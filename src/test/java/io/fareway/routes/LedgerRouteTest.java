package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Journeys;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 60-ledger: each entry is made once, and one that cannot be made stops the request. */
@SpringBootTest(
        classes = {RouteFileApplication.class, LedgerRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/60-*.yaml")
class LedgerRouteTest extends RouteFileTest {

    @ParameterizedTest
    @CsvSource({"attempt-open, open", "attempt-close, close", "settle, settle"})
    void entry_isMadeOnce(String route, String entry) {
        Exchange ended = send("direct:" + route, Journeys.journey("r1").build());

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly(entry);
    }

    @ParameterizedTest
    @CsvSource({"attempt-open, open", "attempt-close, close", "settle, settle"})
    void entry_thatFailsIsNotRepeatedAndStopsTheRequest(String route, String entry) {
        IllegalStateException failure = new IllegalStateException("disk full");
        events.fail(entry, failure);

        Exchange ended = send("direct:" + route, Journeys.journey("r1").build());

        assertThat(failure(ended)).isSameAs(failure);
        assertThat(events.all()).containsExactly(entry);
    }

    @Test
    void settleBudget_isTheGuardsWork() {
        Exchange ended = send("direct:settle-budget", Journeys.journey("r1").build());

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly("settle budget");
    }

    static class Stubs {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Books attemptBooks(Events events) {
            return new Books(events);
        }

        @Bean
        Guard budgetGuard(Events events) {
            return new Guard(events);
        }

        @Bean
        Books settlement(Events events) {
            return new Books(events);
        }
    }

    /** Stands in for the beans {@code attemptBooks} and {@code settlement}. */
    public static final class Books {

        private final Events events;

        Books(Events events) {
            this.events = events;
        }

        public void open() {
            events.note("open");
        }

        public void close() {
            events.note("close");
        }

        public void settle() {
            events.note("settle");
        }
    }

    /** Stands in for the bean {@code budgetGuard}. */
    public static final class Guard {

        private final Events events;

        Guard(Events events) {
            this.events = events;
        }

        public void settle() {
            events.note("settle budget");
        }
    }
}
