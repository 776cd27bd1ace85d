package io.fareway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.provider.ProviderFault;
import io.fareway.provider.ProviderFaults;
import io.fareway.testing.Journeys;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** 50-provider: one call inside its circuit breaker, booked before and after, whatever becomes of it. */
@SpringBootTest(
        classes = {RouteFileApplication.class, ProviderRouteStubs.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/50-*.yaml",
            "fareway.breaker.failures=1",
            "fareway.breaker.failure-rate=50"
        })
class ProviderRouteTest extends RouteFileTest {

    /** More than the 20 that Apache's client allows to one address by itself. */
    static final int CALLS_AT_ONCE = 25;

    static final String WITHOUT_BODY = "x-without-body";
    private static final String CALL = "direct:provider-one-small";
    static final Deployment DEPLOYMENT = new Deployment("one", "small", "small-1", 1000, "", false);

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
}
