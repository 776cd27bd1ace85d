package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Replicate as provider: several requests to it are one attempt.
 *
 * <p>Shapes after <a href="https://replicate.com/docs/reference/http#predictions.create">predictions</a> and <a
 * href="https://replicate.com/docs/topics/predictions/streaming">streaming</a>.
 */
class ReplicateTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void predictionThatIsWaitedFor_isTheAnswer() throws Exception {
        ONE.always(prediction(201, "succeeded"));

        HttpResponse<String> response = client.chatTo("one/llama");

        JsonNode answer = JSON.readTree(response.body());
        Received created = ONE.received().getFirst();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Hello from Replicate");
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(15);
        assertThat(created.line()).isEqualTo("POST /v1/models/meta/meta-llama-3-70b-instruct/predictions HTTP/1.1");
        assertThat(created.headers()).containsEntry("prefer", "wait");
        assertThat(created.body()).isEqualTo("{\"input\":{\"prompt\":\"Hello\"}}");
    }

    @Test
    void predictionUnderWay_isAskedForUntilItHasEnded() {
        ONE.next(prediction(201, "starting"), prediction(200, "processing"), prediction(200, "succeeded"));

        HttpResponse<String> response = client.chatTo("one/llama");

        assertThat(response.body()).contains("Hello from Replicate");
        assertThat(ONE.received())
                .extracting(Received::line)
                .containsExactly(
                        "POST /v1/models/meta/meta-llama-3-70b-instruct/predictions HTTP/1.1",
                        "GET /v1/predictions/p1 HTTP/1.1",
                        "GET /v1/predictions/p1 HTTP/1.1");
        assertThat(ONE.received().getLast().headers()).containsEntry("authorization", "Bearer sk-secret-of-one");
        assertThat(booked(response).attempts()).hasSize(1);
    }

    @Test
    void stream_isReadWhereThePredictionSays_andItsUsageAskedForAfterIt() throws Exception {
        ONE.next(
                prediction(201, "starting"),
                Replies.raw(
                        200,
                        "text/event-stream",
                        "",
                        "event: output\nid: 1\ndata: Hello \n\nevent: output\nid: 2\ndata: from\ndata: Replicate\n\n"
                                + "event: done\nid: 3\ndata: {}\n\n"),
                prediction(200, "succeeded"));

        ChatClient.Events events = client.stream("one/llama");

        StringBuilder text = new StringBuilder();
        int total = 0;
        for (String data : events.data()) {
            if (!data.equals("[DONE]")) {
                JsonNode chunk = JSON.readTree(data);
                text.append(chunk.at("/choices/0/delta/content").asText(""));
                total = Math.max(total, chunk.at("/usage/total_tokens").asInt());
            }
        }
        assertThat(events.isDone()).as(events.data().toString()).isTrue();
        assertThat(text).hasToString("Hello from\nReplicate");
        assertThat(total).isEqualTo(15);
    }

    @Test
    void predictionThatTakesTooLong_isCancelled() {
        ONE.always(prediction(200, "processing"));

        HttpResponse<String> response = client.chatTo("one/llama");

        assertThat(response.statusCode()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(ONE.received())
                .extracting(Received::line)
                .contains("POST /v1/predictions/p1/cancel HTTP/1.1"));
    }

    @Test
    void predictionThatCannotBeAskedFor_isCancelled() {
        ONE.always(prediction(201, "succeeded"));
        ONE.next(prediction(201, "starting"), Replies.error(500, "away"));

        HttpResponse<String> response = client.chatTo("one/llama");

        assertThat(response.body()).contains("Hello from Replicate");
        await().untilAsserted(() -> assertThat(ONE.received())
                .extracting(Received::line)
                .contains("POST /v1/predictions/p1/cancel HTTP/1.1"));
    }

    @Test
    void hardwareOfOnesOwn_isBookedByTheSecond() {
        ONE.always(Replies.json(
                201,
                "",
                "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":[\"Hi\"],\"metrics\":{\"predict_time\":0.4}}"));

        HttpResponse<String> response = client.chatTo("one/mixtral");

        // 0.4 s at 0.0014 a second
        assertThat(response.headers().firstValue("x-fareway-cost-usd")).hasValue("0.00056");
        assertThat(ONE.received().getFirst().line())
                .isEqualTo("POST /v1/deployments/acme/mixtral/predictions HTTP/1.1");
    }

    @Test
    void tokens_areBookedByTheirPrice() {
        ONE.always(prediction(201, "succeeded"));

        HttpResponse<String> response = client.chatTo("one/llama");

        // 10 at 1.00 and 5 at 5.00, both per million
        assertThat(response.headers().firstValue("x-fareway-cost-usd")).hasValue("0.000035");
    }

    @Test
    void prescribedForm_isTheTextOfTheAnswer() throws Exception {
        ONE.always(Replies.json(
                201,
                "",
                "{\"id\":\"p1\",\"status\":\"succeeded\",\"output\":{\"json_output\":{\"city\":\"Köln\"},\"text\":\"\"},"
                        + "\"metrics\":{\"input_token_count\":3,\"output_token_count\":2}}"));

        HttpResponse<String> response = client.post(
                "/v1/chat/completions",
                "{\"model\":\"one/structured\",\"messages\":[{\"role\":\"user\",\"content\":\"Where?\"}],"
                        + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"place\",\"schema\":"
                        + "{\"type\":\"object\"}}}}");

        assertThat(JSON.readTree(response.body())
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("{\"city\":\"Köln\"}");
        assertThat(ONE.received().getFirst().body())
                .contains("\"json_schema\":{\"format\":{\"type\":\"json_schema\",\"name\":\"place\"");
    }

    @Test
    void tools_areRefusedByTheirName() {
        HttpResponse<String> response = client.post(
                "/v1/chat/completions",
                "{\"model\":\"one/llama\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("tools", "x-fareway-on-unsupported");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void callerWhoLeavesAStream_cancelsThePrediction() throws Exception {
        ONE.next(prediction(201, "processing"), (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                    + "event: output\nid: 1\ndata: Once \n\n");
            connection.awaitCallersEnd();
        });

        try (Socket caller = new Socket("localhost", port())) {
            String body = ChatClient.streamedChat("one/llama");
            caller.getOutputStream()
                    .write(
                            ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> ONE.received().size() == 2);
        }

        await().untilAsserted(() -> assertThat(ONE.received())
                .extracting(Received::line)
                .contains("POST /v1/predictions/p1/cancel HTTP/1.1"));
    }

    @Test
    void refusedInput_isToldWithItsField() throws Exception {
        ONE.always(Replies.json(
                422,
                "",
                "{\"title\":\"Input validation failed\",\"detail\":\"- input.max_tokens: Must be greater than or equal to"
                        + " 1024\\n\",\"status\":422,\"invalid_fields\":[{\"type\":\"number_gte\",\"field\":"
                        + "\"input.max_tokens\",\"description\":\"Must be greater than or equal to 1024\"}]}"));

        HttpResponse<String> response = client.chatTo("one/llama");

        JsonNode error = JSON.readTree(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(error.path("message").asText()).contains("1024");
        assertThat(error.path("param").asText()).isEqualTo("input.max_tokens");
    }

    @Test
    void failedPrediction_isNoAnswer() {
        ONE.always(prediction(201, "failed"));

        assertThat(client.chatTo("one/llama").statusCode()).isEqualTo(503);
    }

    @Test
    void addressElsewhere_isNeverAsked() {
        ONE.always(Replies.json(
                201, "", "{\"status\":\"starting\",\"urls\":{\"get\":\"http://localhost:1/v1/predictions/p1\"}}"));

        HttpResponse<String> response = client.chatTo("one/llama");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(ONE.received()).hasSize(1);
    }

    private static Reply prediction(int status, String state) {
        String at = ONE.baseUrl() + "/predictions/p1";
        boolean whole = state.equals("succeeded");
        String output = whole ? "[\"Hello \",\"from \",\"Replicate\"]" : "null";
        String metrics = whole ? "{\"input_token_count\":10,\"output_token_count\":5,\"predict_time\":0.4}" : "{}";
        return Replies.json(
                status,
                "",
                "{\"id\":\"p1\",\"model\":\"meta/meta-llama-3-70b-instruct\",\"status\":\"" + state + "\",\"output\":"
                        + output + ",\"error\":null,\"metrics\":" + metrics + ",\"urls\":{\"get\":\"" + at
                        + "\",\"cancel\":\"" + at + "/cancel\",\"stream\":\"" + at + "/stream\"}}");
    }
}
