package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.provider.ProviderFaults;
import io.fareway.testing.Journeys;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** 40-failover: one candidate after the other, as long as the fault is the provider's and the tier allows it. */
@SpringBootTest(
        classes = {RouteFileApplication.class, FailoverRouteStubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "camel.main.routes-include-pattern=file:routes/40-*.yaml")
@ExtendWith(OutputCaptureExtension.class)
class FailoverRouteTest extends RouteFileTest {

    static final List<Deployment> PLAN =
            Stream.of("a", "b", "c", "d").map(FailoverRouteTest::at).toList();
    static final String[] PROVIDERS = {"provider-a-m", "provider-b-m", "provider-c-m", "provider-d-m"};

    private final Journey journey = Journeys.journey("r1").build();

    @BeforeEach
    void watchProviders() {
        noteCallsOf(PROVIDERS);
    }

    static Stream<Throwable> faultsOfAProvider() {
        CircuitBreaker open = CircuitBreaker.ofDefaults("open");
        open.transitionToForcedOpenState();
        return Stream.of(
                ProviderFaults.ill(),
                ProviderFaults.rateLimited(),
                ProviderFaults.wrongKey(),
                CallNotPermittedException.createCallNotPermittedException(open),
                new IOException("connection reset"),
                new DirectConsumerNotAvailableException("stopped by an operator", null),
                new RuntimeCamelException(new IOException("wrapped by the circuit breaker")));
    }

    @ParameterizedTest
    @MethodSource("faultsOfAProvider")
    void tier_goesToTheNextCandidateOnAFaultOfTheProvider(Throwable fault) {
        events.fail("provider-a-m", fault);

        Exchange ended = send("direct:tier-simple", journey);

        assertThat(ended.isFailed()).isFalse();
        assertThat(ended.getException()).isNull();
        assertThat(events.all())
                .containsExactly("draw", "plan", "adjust", "reserve", "provider-a-m", "provider-b-m", "remember");
    }

    @Test
    void tier_attemptThatFailsLeavesNoErrorInTheLog(CapturedOutput log) {
        events.fail("provider-a-m", ProviderFaults.ill());

        send("direct:tier-simple", journey);

        assertThat(log.getAll()).doesNotContain("ERROR", "Failed delivery");
    }

    @Test
    void tier_firstAnswerEndsIt() {
        Exchange ended = send("direct:tier-simple", journey);

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly("draw", "plan", "adjust", "reserve", "provider-a-m", "remember");
    }

    @Test
    void tier_stopsAtAnErrorThatIsTheCallers() {
        RequestError error = RequestError.invalid("messages", "missing");
        events.fail("provider-a-m", error);

        Exchange ended = send("direct:tier-simple", journey);

        assertThat(ended.getException()).isSameAs(error);
        assertThat(events.all()).containsExactly("draw", "plan", "adjust", "reserve", "provider-a-m");
    }

    @Test
    void tier_stopsAtAFaultOfTheGatewayItself() {
        IllegalStateException defect = new IllegalStateException("defect");
        events.fail("provider-a-m", defect);

        Exchange ended = send("direct:tier-simple", journey);

        assertThat(ended.getException()).isSameAs(defect);
        assertThat(events.all()).containsExactly("draw", "plan", "adjust", "reserve", "provider-a-m");
    }

    @Test
    void tier_goesRoundUntilTheCandidatesEndIt() {
        for (String provider : PROVIDERS) {
            events.fail(provider, ProviderFaults.ill());
        }

        Exchange ended = send("direct:tier-simple", journey);

        assertThat(failure(ended)).isInstanceOf(RequestError.class);
        assertThat(events.all())
                .containsExactly(
                        "draw",
                        "plan",
                        "adjust",
                        "reserve",
                        "provider-a-m",
                        "provider-b-m",
                        "provider-c-m",
                        "provider-d-m");
    }

    @Test
    void tier_endsWhenThePlanIsUsedUp() {
        events.fail("provider-d-m", ProviderFaults.ill());
        journey.plan(PLAN);

        Exchange ended = send("direct:tier-short", journey);

        assertThat(failure(ended)).isInstanceOf(RequestError.class);
        assertThat(events.all()).containsExactly("draw", "plan", "adjust", "reserve", "provider-d-m");
    }

    @Test
    void tier_nextCandidateSeesWhatTheAttemptBeforeLeftOnTheJourney() {
        List<Attempt> seenBySecond = new ArrayList<>();
        mock("provider-a-m").whenAnyExchangeReceived(exchange -> {
            Journeys.failed(Journeys.attempt(journeyOf(exchange)));
            throw ProviderFaults.ill();
        });
        mock("provider-b-m")
                .whenAnyExchangeReceived(
                        exchange -> seenBySecond.addAll(journeyOf(exchange).attempts()));

        send("direct:tier-simple", journey);

        assertThat(seenBySecond).singleElement().satisfies(attempt -> assertThat(attempt.error())
                .contains("503"));
    }

    @Test
    void tier_headersThatAFailedAttemptSetAreGone() {
        mock("provider-a-m").whenAnyExchangeReceived(exchange -> {
            exchange.getMessage().setHeader("left-behind", "by the first");
            throw ProviderFaults.ill();
        });

        Exchange ended = send("direct:tier-simple", journey);

        assertThat(ended.getMessage().getHeaders()).doesNotContainKey("left-behind");
    }

    @Test
    void tier_eachRequestBeginsWithItsOwnFirstCandidate() {
        events.fail("provider-a-m", ProviderFaults.ill());
        send("direct:tier-simple", journey);
        events.forget();

        send("direct:tier-simple", Journeys.journey("r2").build());

        assertThat(events.all()).containsExactly("draw", "plan", "adjust", "reserve", "provider-a-m", "remember");
    }

    private static Journey journeyOf(Exchange exchange) {
        return exchange.getProperty(Journey.PROPERTY, Journey.class);
    }

    static Deployment at(String provider) {
        return new Deployment(provider, "m", "m", 1000, "", false);
    }
}
