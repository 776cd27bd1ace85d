package io.fareway;

import static io.fareway.testing.ChatClient.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.RequestRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.ChatClient.Events;
import io.fareway.testing.Replies;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Chat requests that go well: what the caller gets, what the provider gets, what the ledger holds. */
class ChatTest extends GatewayTest {

    @Test
    void plainAnswer_reachesTheCallerByteForByte() {
        String answer =
                "{\"id\":\"c\",  \"object\":\"chat.completion\",\"created\":1, \"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"grüß\"},\"x_new\":1.50}]}";
        ONE.next(Replies.json(200, "", answer));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void request_reachesTheProviderWithOnlyTheModelChanged() {
        String body =
                "{ \"x_new\": {\"a\": 1.50}, \"model\":\"simple\", \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        client.post("/v1/chat/completions", body, "Authorization", "Bearer callers-own-key", "X-Secret", "mine");

        assertThat(ONE.received()).hasSize(1);
        var received = ONE.received().getFirst();
        assertThat(received.body()).isEqualTo(body.replace("\"simple\"", "\"vendor/small-1\""));
        assertThat(received.headers()).containsEntry("authorization", "Bearer sk-secret-of-one");
        assertThat(received.headers()).doesNotContainKey("x-secret");
        assertThat(received.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    }

    @Test
    void answer_tellsWayAndCostInHeaders() {
        ONE.next(Replies.text("one two three four"));

        HttpResponse<String> response = client.chatTo("simple");

        assertThat(header(response, "x-fareway-tier")).isEqualTo("simple");
        assertThat(header(response, "x-fareway-provider")).isEqualTo("one");
        assertThat(header(response, "x-fareway-model")).isEqualTo("small");
        assertThat(header(response, "x-fareway-attempts")).isEqualTo("1");
        // 10 tokens in at 0.10, 4 out at 0.40 USD per million; the baseline charges 2.50 and 10.00
        assertThat(header(response, "x-fareway-cost-usd")).isEqualTo("0.0000026");
        assertThat(header(response, "x-fareway-baseline-usd")).isEqualTo("0.000065");
    }

    @Test
    void ledger_holdsTheAttemptWithItsExactCost() {
        ONE.next(Replies.text("one two three four"));

        RequestRecord request = booked(client.chatTo("simple"));

        assertThat(request.ending().orElseThrow().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(request.ending().orElseThrow().costUsd()).contains(new BigDecimal("0.0000026"));
        assertThat(request.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.deployment()).isEqualTo("one/small");
            assertThat(attempt.ending().orElseThrow().usage().orElseThrow().total())
                    .isEqualTo(14);
            assertThat(attempt.ending().orElseThrow().priceId()).contains("one/small@2026-01-01T00:00:00Z");
        });
    }

    @Test
    void stream_deliversEachEventWhenTheProviderSendsIt() throws Exception {
        CountDownLatch clientHasFirst = new CountDownLatch(1);
        ONE.next((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                    + "data: {\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"first\"}}]}\n\n");
            try {
                boolean seen = clientHasFirst.await(20, TimeUnit.SECONDS);
                connection.send("data: {\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + seen
                        + "\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        List<String> data = client.streamLines("simple", line -> clientHasFirst.countDown());

        assertThat(data).anyMatch(line -> line.contains("\"true\"")).contains("[DONE]");
    }

    @Test
    void stream_endsWithUsageAndCostWhenAskedFor() {
        ONE.next(Replies.text("one two three four"));

        Events events = client.stream("simple");

        assertThat(events.clean()).isTrue();
        assertThat(events.data().getLast()).isEqualTo("[DONE]");
        String usage = events.data().get(events.data().size() - 2);
        assertThat(usage)
                .contains("\"choices\":[]", "\"total_tokens\":14")
                .contains("\"cost_usd\":\"0.0000026\"", "\"baseline_usd\":\"0.000065\"");
    }

    @Test
    void stream_showsNoUsageToAClientThatDidNotAsk() {
        ONE.next(Replies.text("one two"));

        HttpResponse<String> response =
                client.post("/v1/chat/completions", chat("simple").replace("{\"model\"", "{\"stream\":true,\"model\""));

        assertThat(response.body()).contains("one ", "two", "[DONE]").doesNotContain("total_tokens");
        assertThat(ONE.received().getFirst().body()).contains("\"stream_options\":{\"include_usage\":true}");
        assertThat(booked(response)
                        .attempts()
                        .getFirst()
                        .ending()
                        .orElseThrow()
                        .usage()
                        .orElseThrow()
                        .total())
                .isEqualTo(12);
    }

    @Test
    void stream_withoutUsageIsBookedAsEstimate() {
        ONE.next(Replies.streamWithoutEndMark(Replies.words("one two three")));

        Events events = client.stream("simple");

        assertThat(events.isDone()).isTrue();
        var usage = booked(events.response())
                .attempts()
                .getFirst()
                .ending()
                .orElseThrow()
                .usage()
                .orElseThrow();
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.answer()).isPositive();
    }

    @Test
    void namedModel_goesToItsCheapestDeployment() {
        HttpResponse<String> response = client.chatTo("large");

        assertThat(header(response, "x-fareway-provider")).isEqualTo("two");
        assertThat(TWO.received().getFirst().body()).contains("\"model\":\"large-2\"");
    }

    @Test
    void pinnedDeployment_goesThereAndNowhereElse() {
        THREE.always(Replies.error(503, "down"));

        HttpResponse<String> response = client.chatTo("three/large");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void taskHint_decidesTheTierAndIsTheReason() {
        HttpResponse<String> response = client.chatTo("auto", "x-fareway-task", "coding");

        assertThat(header(response, "x-fareway-tier")).isEqualTo("complex");
        assertThat(header(response, "x-fareway-tier-reason")).isEqualTo("task coding");
        assertThat(header(response, "x-fareway-provider")).isEqualTo("three");
    }

    @Test
    void longPrompt_skipsADeploymentWhoseContextIsTooSmall() {
        String longPrompt = chat("simple").replace("Hello", "word ".repeat(2000));

        HttpResponse<String> response = client.post("/v1/chat/completions", longPrompt);

        assertThat(header(response, "x-fareway-provider")).isEqualTo("two");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void models_listsEveryNameThatMayBeAskedFor() {
        String body = client.get("/v1/models").body();

        assertThat(body).contains("\"auto\"", "\"simple\"", "\"small\"", "\"one/small\"", "\"three/large\"");
        assertThat(client.get("/v1/models/one/small").body()).contains("\"id\":\"one/small\"", "\"owned_by\":\"one\"");
        assertThat(client.get("/v1/models/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void adminRequest_showsTheRequestWithItsAttempts() {
        String id = header(client.chatTo("simple"), "x-fareway-request-id");

        HttpResponse<String> response = client.get("/admin/requests/" + id);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(id, "\"deployment\" : \"one/small\"", "\"outcome\" : \"answered\"");
        assertThat(client.get("/admin/requests/" + id.replace('0', '1')).statusCode())
                .isEqualTo(404);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
