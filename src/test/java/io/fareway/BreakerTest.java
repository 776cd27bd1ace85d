package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.ledger.AttemptRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.Replies;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A deployment that is down for a while: its breaker spares it, and lets it come back. Waits scaled down. */
@TestPropertySource(
        properties = {
            "fareway.breaker.failures=5",
            "fareway.breaker.window=10s",
            "fareway.breaker.slow-call=300ms",
            "fareway.breaker.open=400ms",
            "stub.probe-three-every-ms=100"
        })
@DirtiesContext
class BreakerTest extends GatewayTest {

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
