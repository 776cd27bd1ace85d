package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import java.net.http.HttpResponse;
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
