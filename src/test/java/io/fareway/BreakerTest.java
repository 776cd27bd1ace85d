package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.ledger.AttemptRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * A deployment that is down for a while: its breaker spares it, and lets it come back. The shipped settings, except for
 * slow calls, with three seconds for each minute.
 */
@TestPropertySource(
        properties = {
            "fareway.breaker.failures=5",
            "fareway.breaker.window=3s",
            "fareway.breaker.slow-call=300ms",
            "fareway.breaker.open=3s",
            "stub.probe-three-every-ms=1000"
        })
@DirtiesContext
class BreakerTest extends GatewayTest {

    private static final int REQUESTS_IN_A_MINUTE = 15;
    private static final int REQUESTS_IN_HALF_A_MINUTE = 7;

    /** Six failures open the breaker, one of them may have been repeated, and two probes may be let through. */
    private static final int MOST_CALLS_IN_AN_OUTAGE = 9;

    /** Down for a minute, a request every 4 s, 20 times as fast. */
    @Test
    void outageOfAMinute_isAnsweredByTheNextAndEndsForCallersWithinSevenRequests() {
        THREE.always(Replies.error(503, "down"));
        for (int asked = 0; asked < REQUESTS_IN_A_MINUTE; asked++) {
            HttpResponse<String> response = inTurn();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(booked(response).attempts().getLast().deployment()).isEqualTo("two/large");
        }
        assertThat(callsToThree()).hasSizeLessThanOrEqualTo(MOST_CALLS_IN_AN_OUTAGE);

        THREE.always(Replies.text("back again"));

        List<String> answeredBy = new ArrayList<>();
        while (answeredBy.size() < REQUESTS_IN_HALF_A_MINUTE && !answeredBy.contains("three")) {
            HttpResponse<String> response = inTurn();
            assertThat(response.statusCode()).isEqualTo(200);
            answeredBy.add(response.headers().firstValue("x-fareway-provider").orElseThrow());
        }
        assertThat(answeredBy).endsWith("three");
    }

    private HttpResponse<String> inTurn() {
        return CompletableFuture.supplyAsync(
                        () -> client.chatTo("complex"), CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
                .join();
    }

    private static List<ScriptedProvider.Received> callsToThree() {
        return THREE.received().stream()
                .filter(call -> call.line().startsWith("POST"))
                .toList();
    }

    @Test
    void outage_opensTheBreakerAndEveryCallerIsAnsweredByTheNext() {
        ONE.always(Replies.error(503, "down"));

        for (int i = 0; i < 12; i++) {
            HttpResponse<String> response = client.chatTo("simple");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(booked(response).attempts().getLast().deployment()).isEqualTo("two/small");
        }

        assertThat(ONE.received()).hasSizeLessThan(12);
        assertThat(client.get("/admin/deployments").body())
                .containsPattern("one/small\",\\s+\"breaker\" : \"(open|half_open)\"");
    }

    @Test
    void recovery_bringsTheFirstChoiceBackAfterOneProbe() {
        ONE.always(Replies.error(503, "down"));
        for (int i = 0; i < 8; i++) {
            client.chatTo("simple");
        }

        ONE.always(Replies.text("back again"));

        await().until(() -> client.chatTo("simple").body().contains("back again"));
        HttpResponse<String> next = client.chatTo("simple");
        assertThat(booked(next).attempts()).hasSize(1);
        assertThat(client.get("/admin/deployments").body()).containsPattern("one/small\",\\s+\"breaker\" : \"closed\"");
    }

    @Test
    void requestsThatHaveNobodyElse_waitForTheProbeAndAreAnsweredAfterIt() {
        ONE.always(Replies.error(503, "down"));
        for (int i = 0; i < 8; i++) {
            client.chatTo("one/small", "x-fareway-deadline-ms", "200");
        }
        ONE.forget();

        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> client.chatTo("one/small"), Thread::startVirtualThread))
                .limit(20)
                .toList();

        waiting.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
        assertThat(ONE.received()).hasSize(20);
        waiting.forEach(each -> assertThat(booked(each.join()).attempts()).hasSize(1));
    }

    @Test
    void callersFaultsAndRateLimitsAndClientsThatLeave_neverOpenIt() {
        ONE.always(Replies.error(400, "bad request"));
        for (int i = 0; i < 12; i++) {
            assertThat(client.chatTo("simple").statusCode()).isEqualTo(400);
        }

        assertThat(client.get("/admin/deployments").body()).containsPattern("one/small\",\\s+\"breaker\" : \"closed\"");
    }

    @Test
    void slowCalls_openItToo() {
        ONE.always((request, connection) -> {
            connection.pause(Duration.ofMillis(350));
            Replies.text("at last").to(request, connection);
        });

        List<CompletableFuture<HttpResponse<String>>> slow = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> client.chatTo("simple"), Thread::startVirtualThread))
                .limit(12)
                .toList();
        slow.forEach(call -> assertThat(call.join().body()).contains("at last"));

        assertThat(client.get("/admin/deployments").body())
                .containsPattern("one/small\",\\s+\"breaker\" : \"(open|half_open)\"");
    }

    @Test
    void healthProbes_areShownToOperators() {
        THREE.always(Replies.error(503, "down"));
        await().until(() -> stateOfThree().contains("\"health_probe\" : \"failing\""));

        THREE.always(Replies.json(200, "", "{\"data\":[]}"));

        await().until(() -> stateOfThree().contains("\"health_probe\" : \"well\""));
        assertThat(THREE.received())
                .allSatisfy(probe -> assertThat(probe.line()).isEqualTo("GET /v1/models HTTP/1.1"));
    }

    private String stateOfThree() {
        String states = client.get("/admin/deployments").body();
        return states.substring(states.indexOf("three/large"));
    }

    @Test
    void openBreaker_isSkippedWithoutACall() {
        client.post("/admin/deployments/one/small?breaker=open", "");

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(booked(response).attempts())
                .extracting(AttemptRecord::deployment)
                .containsExactly("two/small");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void everyBreakerOpen_tells503WithoutACall() {
        client.post("/admin/deployments/one/small?breaker=open", "");
        client.post("/admin/deployments/two/small?breaker=open", "");

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("one/small: not called", "two/small: not called");
        assertThat(booked(response).ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void operatorsHand_isCheckedForSense() {
        assertThat(client.post("/admin/deployments/one/nothing?breaker=open", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.post("/admin/deployments/one/small?breaker=ajar", "").statusCode())
                .isEqualTo(400);
    }
}
