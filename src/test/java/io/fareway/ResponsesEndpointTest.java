package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.TokenClass;
import io.fareway.testing.Replies;
import io.fareway.testing.ShapedReply;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's responses: callers who speak them, providers who speak them, and both. */
class ResponsesEndpointTest extends GatewayTest {

    private static final String RESPONSES = "/v1/responses";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void response_isAnsweredByAChatModel() throws IOException {
        ONE.next(Replies.text("Good day"));

        HttpResponse<String> response = client.post(
                RESPONSES,
                "{\"model\":\"simple\",\"instructions\":\"Be brief.\",\"input\":\"Hello\",\"max_output_tokens\":99}");

        JsonNode answer = json.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("object").asText()).isEqualTo("response");
        assertThat(answer.path("status").asText()).isEqualTo("completed");
        assertThat(answer.path("output")
                        .path(0)
                        .path("content")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("Good day");
        assertThat(answer.path("usage").path("input_tokens").asInt()).isEqualTo(10);
        JsonNode asked = json.readTree(ONE.received().getFirst().body());
        assertThat(asked.path("messages").findValuesAsText("content")).containsExactly("Be brief.", "Hello");
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(99);
    }

    @Test
    void response_isStreamedInTheOrderThatCallersExpect() {
        ONE.next(Replies.text("Good day"));

        HttpResponse<String> response =
                client.post(RESPONSES, "{\"model\":\"simple\",\"input\":\"Hello\",\"stream\":true}");

        assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
                .containsExactly(
                        "event: response.created",
                        "event: response.in_progress",
                        "event: response.output_item.added",
                        "event: response.content_part.added",
                        "event: response.output_text.delta",
                        "event: response.output_text.delta",
                        "event: response.output_text.done",
                        "event: response.content_part.done",
                        "event: response.output_item.done",
                        "event: response.completed");
        assertThat(response.body()).contains("\"text\":\"Good day\"", "\"input_tokens\":10");
    }

    @Test
    void chat_isAnsweredByAResponsesProvider() throws IOException {
        TWO.next(ShapedReply.of("responses-tools"));

        HttpResponse<String> response = client.post(
                "/v1/chat/completions",
                "{\"model\":\"two/reasoner\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}]}");

        JsonNode choice = json.readTree(response.body()).path("choices").path(0);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.path("message").path("tool_calls").findValuesAsText("id"))
                .containsExactly("call_abc123", "call_def456");
        assertThat(TWO.received().getFirst().line()).isEqualTo("POST /v1/responses HTTP/1.1");
        assertThat(TWO.received().getFirst().body())
                .contains("\"input\":[{\"role\":\"user\",\"content\":\"Weather?\"}]", "\"store\":false");
    }

    @Test
    void message_isStreamedFromAResponsesProvider() {
        TWO.next(ShapedReply.of("responses-reasoning"));

        HttpResponse<String> response = client.post(
                "/v1/messages",
                "{\"model\":\"two/reasoner\",\"max_tokens\":99,\"stream\":true,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"6x7\"}]}");

        assertThat(response.body())
                .contains("\"thinking\":\"**Adding\"", "fareway:openai-responses:rs_6820f3|gAAAAABoISQ24OyVRYbk")
                .contains("\"text\":\"4\"", "\"stop_reason\":\"end_turn\"");
        var usage = booked(response)
                .attempts()
                .getFirst()
                .ending()
                .orElseThrow()
                .usage()
                .orElseThrow();
        assertThat(usage.of(TokenClass.INPUT)).isEqualTo(28);
        assertThat(usage.of(TokenClass.CACHE_READ)).isEqualTo(8);
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(6);
    }

    @Test
    void sameDialect_passesByteForByte() {
        TWO.next(ShapedReply.of("responses-text"));
        String request =
                "{\"model\":\"two/reasoner\",\"input\":\"Hello\", \"previous_response_id\":\"resp_1\",\"x\":1.0}";

        HttpResponse<String> response = client.post(RESPONSES, request);

        assertThat(TWO.received().getFirst().body()).isEqualTo(request.replace("two/reasoner", "gpt-5"));
        assertThat(response.body()).contains("\"model\": \"gpt-5-2025-08-07\"");
    }

    @Test
    void sameDialectStream_keepsEveryEventOfTheProvider() {
        TWO.next(ShapedReply.of("responses-tools"));

        HttpResponse<String> response =
                client.post(RESPONSES, "{\"model\":\"two/reasoner\",\"input\":\"Hello\",\"stream\":true}");

        assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
                .hasSize(13)
                .last()
                .isEqualTo("event: response.completed");
        assertThat(response.body()).contains("\"delta\":\"ton\\\",\\\"unit\\\":\\\"celsius\\\"}\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"previous_response_id\":\"resp_1\"', previous_response_id",
        "'\"conversation\":\"conv_1\"', conversation",
        "'\"store\":true', store",
        "'\"background\":true', background",
    })
    void storedState_isRefusedByName(String field, String param) {
        HttpResponse<String> response =
                client.post(RESPONSES, "{\"model\":\"simple\",\"input\":\"Hello\"," + field + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"" + param + "\"");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void brokenStream_endsWithAnErrorEvent() {
        ONE.next(Replies.streamCutAfter(Replies.words("Once upon ")));
        TWO.always(Replies.error(503, "down"));

        var events = client.streamOf(RESPONSES, "{\"model\":\"simple\",\"input\":\"Hello\",\"stream\":true}");

        assertThat(events.clean()).isFalse();
        assertThat(events.data().getLast()).contains("\"type\":\"error\"", "\"code\":\"providers_unavailable\"");
    }
}
