package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.testing.Journeys;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** 00-errors: whatever fails in a route that names this configuration is answered once, by the bean apiErrors. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ErrorsRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/00-*.yaml")
class ErrorsRouteTest extends RouteFileTest {

    @BeforeEach
    void watchInner() {
        noteCallsOf("inner");
    }

    static Stream<Exception> failures() {
        return Stream.of(new IllegalStateException("defect"), new IOException("checked"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_isAnsweredOnceAndNotTriedAgain(Exception failure) {
        events.fail("inner", failure);

        Exchange ended = send("direct:outer", Journeys.journey("r1").build());

        assertThat(events.all()).containsExactly("inner", "respond to " + failure.getMessage());
        assertThat(ended.getException()).isNull();
        assertThat(ended.getMessage().getBody()).isEqualTo("the error");
    }

    @Test
    void failure_ofTheErrorAnswerItselfReachesTheCaller() {
        IllegalStateException second = new IllegalStateException("cannot even say so");
        events.fail("inner", new IllegalStateException("defect"));
        events.fail("respond to defect", second);

        Exchange ended = send("direct:outer", Journeys.journey("r1").build());

        assertThat(failure(ended)).isSameAs(second);
        assertThat(events.all()).containsExactly("inner", "respond to defect");
    }

    static class Stubs extends AnsweringStubs {

        @Bean
        Neighbours neighbours() {
            return new Neighbours("inner");
        }

        @Bean
        RouteBuilder outer() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outer").routeConfigurationId("api-errors").to("direct:inner");
                }
            };
        }
    }
}
