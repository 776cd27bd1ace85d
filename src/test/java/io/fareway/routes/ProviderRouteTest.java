package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.dialect.WireRequest;
import io.fareway.ledger.KeyUsage;
import io.fareway.model.CallLimits;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Provider;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.provider.Availability;
import io.fareway.provider.BreakerProperties;
import io.fareway.provider.Bulkheads;
import io.fareway.provider.DeploymentStatistics;
import io.fareway.provider.JourneyInHttpContext;
import io.fareway.provider.KeyCaps;
import io.fareway.provider.KeyRing;
import io.fareway.provider.ProviderFault;
import io.fareway.provider.ProviderFaults;
import io.fareway.provider.ProviderRequest;
import io.fareway.provider.ProviderRoutes;
import io.fareway.provider.Timers;
import io.fareway.provider.WaitingRoom;
import io.fareway.testing.Journeys;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.hc.client5.http.classic.HttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** 50-provider: one call inside its circuit breaker, booked before and after, whatever becomes of it. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ProviderRouteTest.Stubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/50-*.yaml",
            "fareway.breaker.failures=1",
            "fareway.breaker.failure-rate=50"
        })
class ProviderRouteTest extends RouteFileTest {

    /** More than the 20 that Apache's client allows to one address by itself. */
    private static final int CALLS_AT_ONCE = 25;

    private static final String WITHOUT_BODY = "x-without-body";
    private static final String CALL = "direct:provider-one-small";
    private static final Deployment DEPLOYMENT = new Deployment("one", "small", "small-1", 1000, "", false);

    private final Journey journey = Journeys.journey("r1").build();

    @Autowired
    private ScriptedProvider provider;

    @Autowired
    private CircuitBreaker breaker;

    @BeforeEach
    void closeBreaker() {
        breaker.reset();
        provider.forget();
        noteCallsOf("attempt-open", "attempt-close");
    }

    @Test
    void call_isBookedBeforeItIsSentAndAfterItIsAnswered() {
        provider.next((request, connection) -> {
            events.note("call");
            Replies.error(200, "").to(request, connection);
        });

        Exchange ended = send(CALL, journey);

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).containsExactly("attempt-open", "prepare", "call", "receive 200", "attempt-close");
    }

    @Test
    void call_isClosedWhenTheProviderBreaksOff() {
        provider.next(Replies.reset());

        Exchange ended = send(CALL, journey);

        assertThat(failure(ended)).isInstanceOf(IOException.class);
        assertThat(events.all()).containsExactly("attempt-open", "prepare", "attempt-close");
    }

    @Test
    void call_isClosedWhenItsAnswerIsNone() {
        ProviderFault fault = ProviderFaults.ill();
        events.fail("receive 200", fault);

        Exchange ended = send(CALL, journey);

        assertThat(failure(ended)).isSameAs(fault);
        assertThat(events.all()).endsWith("receive 200", "attempt-close");
    }

    @Test
    void call_isNotSentAndYetClosedWhenItCannotBeBooked() {
        IllegalStateException failure = new IllegalStateException("disk full");
        events.fail("attempt-open", failure);

        Exchange ended = send(CALL, journey);

        assertThat(failure(ended)).isSameAs(failure);
        assertThat(events.all()).containsExactly("attempt-open", "attempt-close");
        assertThat(provider.received()).isEmpty();
    }

    @Test
    void pitfall01_openBreakerThrowsInsteadOfAnsweringWithTheCallersRequest() {
        breaker.transitionToOpenState();

        Exchange ended = send(CALL, journey);

        assertThat(failure(ended)).isInstanceOf(CallNotPermittedException.class);
        assertThat(events.all()).isEmpty();
        assertThat(provider.received()).isEmpty();
    }

    @Test
    void breaker_countsAFaultOfTheDeployment() {
        events.fail("receive 200", ProviderFaults.ill());

        send(CALL, journey);
        send(CALL, journey);

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void breaker_countsABrokenConnection() {
        provider.always(Replies.reset());

        send(CALL, journey);
        send(CALL, journey);

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void pitfall02_faultThatIsNotTheDeploymentsIsNeitherCountedNorSwallowed() {
        events.fail("receive 200", ProviderFaults.rateLimited());
        Exchange limited = send(CALL, journey);
        events.fail("receive 200", ProviderFaults.wrongKey());

        Exchange refused = send(CALL, journey);

        assertThat(List.of(limited, refused))
                .allSatisfy(ended -> assertThat(failure(ended)).isInstanceOf(ProviderFault.class));
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void pitfall09_asManyCallsAtOnceAsTheProvidersLimitSays() throws InterruptedException {
        CountDownLatch allAreThere = new CountDownLatch(CALLS_AT_ONCE);
        provider.always((request, connection) -> {
            allAreThere.countDown();
            if (reachesZero(allAreThere)) {
                Replies.error(200, "").to(request, connection);
            }
        });

        List<Thread> callers = IntStream.range(0, CALLS_AT_ONCE)
                .mapToObj(i -> Thread.startVirtualThread(
                        () -> send(CALL, Journeys.journey("r" + i).build())))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(events.all().stream().filter("receive 200"::equals)).hasSize(CALLS_AT_ONCE);
    }

    private static boolean reachesZero(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 429, 500, 503})
    void call_anyStatusIsJudgedByTheBeanAndNotByTheHttpComponent(int status) {
        provider.next(Replies.error(status, "as it is"));

        Exchange ended = send(CALL, journey);

        assertThat(ended.isFailed()).isFalse();
        assertThat(events.all()).contains("receive " + status);
    }

    @Test
    void call_controlHeadersDoNotSteerIt() {
        Map<String, Object> control = Map.of(
                Exchange.HTTP_URI, "http://127.0.0.1:1/elsewhere",
                Exchange.HTTP_PATH, "/admin",
                Exchange.HTTP_QUERY, "key=value",
                Exchange.HTTP_METHOD, "DELETE");

        Exchange ended = send(CALL, journey, control);

        assertThat(ended.isFailed()).isFalse();
        assertThat(provider.received()).singleElement().satisfies(request -> assertThat(request.line())
                .isEqualTo("POST /v1/chat/completions HTTP/1.1"));
    }

    @Test
    void call_isAPostEvenWithoutABody() {
        send(CALL, journey, Map.of(WITHOUT_BODY, "yes"));

        assertThat(provider.received()).singleElement().satisfies(request -> assertThat(request.line())
                .startsWith("POST "));
    }

    @Test
    void call_headersOfTheRequestDoNotComeBackAsHeadersOfTheAnswer() {
        send(CALL, journey, Map.of("x-of-the-request", "1"));

        assertThat(events.all()).doesNotContain("receive with header of the request");
    }

    static class Stubs extends RealParts {

        @Bean
        Events events() {
            return new Events();
        }

        @Bean
        Neighbours neighbours() {
            return new Neighbours("attempt-open", "attempt-close");
        }

        @Bean
        Request providerRequest(Events events) {
            return new Request(events);
        }

        @Bean
        JourneyInHttpContext journeyInHttpContext() {
            return new JourneyInHttpContext();
        }

        @Bean
        Answer providerAnswer(Events events) {
            return new Answer(events);
        }
    }

    /** Breaker, HTTP client and template parameters as the gateway makes them, for one deployment. */
    @Import({
        Availability.class,
        Bulkheads.class,
        WaitingRoom.class,
        KeyRing.class,
        KeyCaps.class,
        Timers.class,
        ProviderRoutes.class
    })
    @EnableConfigurationProperties(BreakerProperties.class)
    static class RealParts {

        @Bean
        DeploymentStatistics statistics(Clock clock) {
            return DeploymentStatistics.covering(Duration.ofMinutes(1), clock);
        }

        @Bean
        KeyUsage keyUsage() {
            return (moment, started) -> List.of();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Supplier<Settings> currentSettings(ScriptedProvider provider) {
            return () -> settings(provider);
        }

        @Bean
        ScriptedProvider scriptedProvider() {
            return new ScriptedProvider();
        }

        @Bean("breaker-one-small")
        CircuitBreaker breaker(Availability availability) {
            return availability.breaker(DEPLOYMENT);
        }

        @Bean("http-of-one-small")
        HttpClient http(ProviderRoutes routes, ScriptedProvider provider) {
            return (HttpClient)
                    Objects.requireNonNull(routes.beans(settings(provider)).get("http-of-one-small"));
        }

        @Bean
        RouteTemplateParameterSource parameters(ProviderRoutes routes, ScriptedProvider provider) {
            return (RouteTemplateParameterSource)
                    Objects.requireNonNull(routes.beans(settings(provider)).get("providerRouteParameters"));
        }

        private static Settings settings(ScriptedProvider stub) {
            Duration limit = Duration.ofSeconds(20);
            Provider one = new Provider(
                    "one",
                    stub.baseUrl(),
                    Secret.NONE,
                    Map.of(),
                    new CallLimits(limit, limit, limit, limit, limit, CALLS_AT_ONCE),
                    false);
            return new Settings(
                    Map.of("one", one),
                    Map.of(DEPLOYMENT.name(), DEPLOYMENT),
                    Map.of(),
                    Journeys.SETTINGS.classifier(),
                    List.of(),
                    DEPLOYMENT.name());
        }
    }

    /** Stands in for the bean {@code providerRequest}; leaves headers where they are. */
    public static final class Request {

        private final Events events;

        Request(Events events) {
            this.events = events;
        }

        public void prepare(Exchange exchange) {
            events.note("prepare");
            exchange.setProperty(ProviderRequest.WIRE_REQUEST, new WireRequest("/chat/completions", new byte[0]));
            boolean empty = exchange.getMessage().getHeader(WITHOUT_BODY) != null;
            exchange.getMessage().setBody(empty ? null : "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Stands in for the bean {@code providerAnswer}. */
    public static final class Answer {

        private final Events events;

        Answer(Events events) {
            this.events = events;
        }

        public void receive(Exchange exchange) throws IOException {
            try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
                body.readAllBytes();
            }
            if (exchange.getMessage().getHeader("x-of-the-request") != null) {
                events.note("receive with header of the request");
            }
            events.note("receive " + exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE));
        }
    }
}
