package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.ledger.AttemptRecord;
import io.fareway.operations.LiveRoutes;
import io.fareway.provider.WaitingRoom;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests whose candidates cannot be called for a while: who waits, for how long, and what that costs. */
class PatienceTest extends GatewayTest {

    @Autowired
    private LiveRoutes routes;

    @Autowired
    private WaitingRoom waitingRoom;

    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private CompletableFuture<Integer> statusOfFirst = CompletableFuture.completedFuture(0);

    @AfterEach
    void releaseTheProvider() {
        release.complete(null);
        statusOfFirst.join();
    }

    @Test
    void fullProvider_isWaitedForWhereNobodyElseCanAnswer() {
        occupyTheNarrowProvider();
        CompletableFuture<HttpResponse<String>> second = ask("narrow/lone");
        await().until(() -> waitingRoom.waiting() == 1);
        assertThat(TWO.received()).hasSize(1);

        release.complete(null);

        assertThat(statusOfFirst.join()).isEqualTo(200);
        assertThat(second.join().statusCode()).isEqualTo(200);
        assertThat(booked(second.join()).attempts()).hasSize(1);
        assertThat(TWO.received()).hasSize(2);
    }

    @Test
    void fullProvider_isToldAtOnceInATierWithoutPatience() {
        occupyTheNarrowProvider();

        HttpResponse<String> refused = client.chatTo("narrow");

        assertThatError(refused).hasStatus(503).says("narrow/lone: not called, out of service for 1 s");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(booked(refused).attempts()).isEmpty();
        assertThat(TWO.received()).hasSize(1);
    }

    @Test
    void deadline_endsTheWait() {
        occupyTheNarrowProvider();

        HttpResponse<String> refused = client.chatTo("narrow/lone", "x-fareway-deadline-ms", "300");
        release.complete(null);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(booked(refused).attempts()).isEmpty();
        assertThat(statusOfFirst.join()).isEqualTo(200);
    }

    @Test
    void callerThatLeaves_waitsNoLongerAndIsNotCalledFor() throws Exception {
        occupyTheNarrowProvider();

        String body = ChatClient.chat("narrow/lone");
        try (Socket caller = new Socket("localhost", port())) {
            caller.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> waitingRoom.waiting() == 1);
        }

        await().until(() -> waitingRoom.waiting() == 0);
        release.complete(null);

        assertThat(statusOfFirst.join()).isEqualTo(200);
        assertThat(TWO.received()).hasSize(1);
    }

    @Test
    void failovers_boundTheCallsOfARequest() {
        ONE.always(Replies.error(503, "down"));

        HttpResponse<String> response = client.chatTo("hurried");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void failovers_areNotUsedUpByCandidatesThatCannotBeCalled() throws Exception {
        RouteController operator = routes.current().getRouteController();
        operator.stopRoute("provider-one-small");

        HttpResponse<String> response;
        try {
            response = client.chatTo("hurried");
        } finally {
            operator.startRoute("provider-one-small");
        }

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(booked(response).attempts())
                .extracting(AttemptRecord::deployment)
                .containsExactly("two/small");
    }

    private void occupyTheNarrowProvider() {
        TWO.next((request, connection) -> {
            release.join();
            Replies.text("first").to(request, connection);
        });
        statusOfFirst = ask("narrow/lone").thenApply(HttpResponse::statusCode);
        await().until(() -> !TWO.received().isEmpty());
    }

    private CompletableFuture<HttpResponse<String>> ask(String model) {
        return CompletableFuture.supplyAsync(() -> client.chatTo(model), Thread::startVirtualThread);
    }
}
