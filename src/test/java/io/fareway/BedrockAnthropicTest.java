package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.TokenClass;
import io.fareway.testing.AwsEvents;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Received;
import io.fareway.testing.ScriptedProvider.Reply;
import io.fareway.testing.ShapedReply;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claude on Amazon Bedrock through InvokeModel and InvokeModelWithResponseStream. */
class BedrockAnthropicTest extends GatewayTest {

    private static final String MESSAGES = "/v1/messages";
    private static final String SONNET = "eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0";

    private static String message(String model, String more) {
        return "{\"model\":\"" + model
                + "\", \"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }

    private static Reply events(byte[]... parts) {
        return (request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n"
                    + "Connection: close\r\n\r\n");
            for (byte[] part : parts) {
                connection.send(part);
            }
        };
    }

    private static byte[] exception(String type, String message) {
        return AwsEvents.ofLines(type + " {\"message\":\"" + message + "\"}\n");
    }

    @Test
    void anthropicsSdk_readsWholeAndStreamedAnswers() {
        THREE.always(ShapedReply.inChunks("anthropic-text"));
        MessageCreateParams params = MessageCreateParams.builder()
                .model("aws/sonnet")
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
        MessageAccumulator streamed = MessageAccumulator.create();

        AnthropicClient sdk = AnthropicOkHttpClient.builder()
                .baseUrl("http://localhost:" + port())
                .apiKey("none")
                .maxRetries(0)
                .build();

        Message plain = sdk.messages().create(params);
        try (StreamResponse<RawMessageStreamEvent> events = sdk.messages().createStreaming(params)) {
            events.stream().forEach(streamed::accumulate);
        }
        sdk.close();

        for (Message answer : List.of(plain, streamed.message())) {
            assertThat(answer.content().getFirst().asText().text())
                    .isEqualTo("Grüß Gott! How can I help you today? 🙂");
            assertThat(answer.stopReason()).contains(StopReason.END_TURN);
            assertThat(answer.usage().inputTokens()).isEqualTo(12);
        }
    }

    @Test
    void sameDialect_passesWithTheModelInThePathAndIsSigned() {
        THREE.next(ShapedReply.inChunks("anthropic-text"));

        HttpResponse<String> response = client.post(MESSAGES, message("aws/sonnet", ", \"new_field\" : 1.50"));

        Received received = THREE.received().getFirst();
        assertThat(received.line()).isEqualTo("POST /v1/model/" + SONNET + "/invoke HTTP/1.1");
        assertThat(received.body())
                .isEqualTo("{\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                        + " \"new_field\" : 1.50,\"anthropic_version\":\"bedrock-2023-05-31\"}");
        assertThat(received.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/bedrock/aws4_request");
        assertThat(response.body()).isEqualTo(ShapedReply.read("anthropic-text.json"));
    }

    @Test
    void bedrockApiKey_isABearerToken() {
        ONE.next(ShapedReply.inChunks("anthropic-text"));

        client.post(MESSAGES, message("one/sonnet", ""));

        assertThat(ONE.received().getFirst().headers()).containsEntry("authorization", "Bearer sk-secret-of-one");
    }

    @Test
    void sameDialectStream_keepsEveryEventOfTheProvider() {
        THREE.next(ShapedReply.inChunks("anthropic-thinking"));

        HttpResponse<String> response = client.post(MESSAGES, message("aws/sonnet", ",\"stream\" : true"));

        Received received = THREE.received().getFirst();
        assertThat(received.line()).isEqualTo("POST /v1/model/" + SONNET + "/invoke-with-response-stream HTTP/1.1");
        assertThat(received.body()).doesNotContain("stream");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.body().lines().filter(line -> !line.contains("message_delta")))
                .containsExactlyElementsOf(ShapedReply.read("anthropic-thinking.sse")
                        .lines()
                        .filter(line -> !line.contains("message_delta"))
                        .toList());
    }

    @Test
    void chat_isStreamedAndBookedByTokenClass() {
        THREE.next(ShapedReply.inChunks("anthropic-thinking"));

        ChatClient.Events events = client.stream("aws/sonnet");

        var usage = booked(events.response())
                .attempts()
                .getFirst()
                .ending()
                .orElseThrow()
                .usage()
                .orElseThrow();
        assertThat(events.isDone()).isTrue();
        assertThat(String.join("", events.data()))
                .contains("\"content\":\"42\"", "\"reasoning_content\":\"Six times\"");
        assertThat(usage.of(TokenClass.CACHE_WRITE_1H)).isEqualTo(20);
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(4);
    }

    @Test
    void chatWithTools_isTranslated() throws Exception {
        THREE.next(ShapedReply.inChunks("anthropic-tools"));

        HttpResponse<String> response = client.post(
                "/v1/chat/completions",
                "{\"model\":\"aws/sonnet\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}],\"tools\":"
                        + "[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}]}");

        JsonNode asked = new ObjectMapper().readTree(THREE.received().getFirst().body());
        assertThat(asked.path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
        assertThat(asked.has("model")).isFalse();
        assertThat(asked.at("/tools/0/name").asText()).isEqualTo("get_weather");
        assertThat(response.body()).contains("\"finish_reason\":\"tool_calls\"", "Köln");
    }

    @Test
    void exceptionBeforeTheFirstWord_isTakenToTheNext() {
        ONE.next(events(exception("throttlingException", "Too many tokens, please wait")));
        THREE.next(ShapedReply.inChunks("anthropic-text"));

        HttpResponse<String> response = client.post(MESSAGES, message("sonnet", ",\"stream\":true"));

        assertThat(response.body()).contains(" you today? 🙂").doesNotContain("Too many tokens");
        assertThat(booked(response).attempts()).hasSize(2);
    }

    @Test
    void exceptionAmidTheAnswer_endsTheStreamWithAnErrorEvent() {
        String begun = ShapedReply.read("anthropic-text.sse").split("event: content_block_stop", 2)[0];
        THREE.next(events(AwsEvents.chunksOf(begun), exception("modelStreamErrorException", "broken")));
        THREE.always(Replies.error(503, "down"));

        ChatClient.Events events = client.streamOf(MESSAGES, message("aws/sonnet", ",\"stream\":true"));

        assertThat(events.clean()).isFalse();
        assertThat(events.data().getLast()).contains("\"type\":\"error\"", "\"message\":\"broken\"");
    }

    @Test
    void refusal_isToldInTheCallersDialectAndBedrocksWords() throws Exception {
        THREE.always(Replies.json(
                400,
                "x-amzn-ErrorType: ValidationException\r\n",
                "{\"message\":\"messages: roles must alternate between \\\"user\\\" and \\\"assistant\\\"\"}"));

        HttpResponse<String> response = client.post(MESSAGES, message("aws/sonnet", ""));

        JsonNode error = new ObjectMapper().readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.at("/error/message").asText()).contains("roles must alternate");
    }
}
