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

/** Anthropic's messages: callers who speak them, providers who speak them, and both. */
class MessagesEndpointTest extends GatewayTest {

    private static final String MESSAGES = "/v1/messages";
    private static final String CHAT = "/v1/chat/completions";

    private final ObjectMapper json = new ObjectMapper();

    private static String message(String model, String more) {
        return "{\"model\":\"" + model
                + "\", \"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }

    @Test
    void message_isAnsweredByAChatModel() throws IOException {
        ONE.next(Replies.text("Good day"));

        HttpResponse<String> response = client.post(
                MESSAGES,
                message("simple", ",\"system\":\"Be brief.\",\"stop_sequences\":[\"END\"],\"temperature\":0.5"));

        JsonNode answer = json.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("type").asText()).isEqualTo("message");
        assertThat(answer.path("content").path(0).path("text").asText()).isEqualTo("Good day");
        assertThat(answer.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(answer.path("usage").path("input_tokens").asInt()).isEqualTo(10);
        JsonNode asked = json.readTree(ONE.received().getFirst().body());
        assertThat(asked.path("messages").path(0).path("content").asText()).isEqualTo("Be brief.");
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(100);
        assertThat(asked.path("stop").path(0).asText()).isEqualTo("END");
    }

    @Test
    void message_isStreamedInTheOrderThatCallersExpect() {
        ONE.next(Replies.text("Good day"));

        HttpResponse<String> response = client.post(MESSAGES, message("simple", ",\"stream\":true"));

        assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        assertThat(response.body()).contains("\"stop_reason\":\"end_turn\"", "\"input_tokens\":10");
    }

    @Test
    void chat_isAnsweredByAnthropic() throws IOException {
        ONE.next(ShapedReply.of("anthropic-tools"));

        HttpResponse<String> response = client.post(
                CHAT,
                "{\"model\":\"one/claude\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Weather?\"}],\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]}");

        JsonNode choice = json.readTree(response.body()).path("choices").path(0);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.path("message").path("tool_calls").findValuesAsText("arguments"))
                .containsExactly(
                        "{\"city\":\"Boston\",\"unit\":\"celsius\"}", "{\"city\":\"Köln\",\"unit\":\"celsius\"}");
        var received = ONE.received().getFirst();
        assertThat(received.line()).isEqualTo("POST /v1/messages HTTP/1.1");
        assertThat(received.headers()).containsEntry("anthropic-version", "2023-06-01");
        JsonNode asked = json.readTree(received.body());
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(4096);
        assertThat(asked.path("system").asText()).isEqualTo("Be brief.");
        assertThat(asked.path("tools").path(0).path("input_schema").path("type").asText())
                .isEqualTo("object");
    }

    @Test
    void chat_isStreamedFromAnthropicAndBookedByTokenClass() {
        ONE.next(ShapedReply.of("anthropic-thinking"));

        HttpResponse<String> response = client.post(
                CHAT,
                "{\"model\":\"one/claude\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"6x7\"}]}");

        assertThat(response.body())
                .contains("\"reasoning_content\":\"Six times\"", "\"content\":\"42\"", "\"finish_reason\":\"stop\"")
                .endsWith("data: [DONE]\n\n");
        var usage = booked(response)
                .attempts()
                .getFirst()
                .ending()
                .orElseThrow()
                .usage()
                .orElseThrow();
        assertThat(usage.of(TokenClass.INPUT)).isEqualTo(12);
        assertThat(usage.of(TokenClass.CACHE_READ)).isEqualTo(200);
        assertThat(usage.of(TokenClass.CACHE_WRITE_5M)).isEqualTo(10);
        assertThat(usage.of(TokenClass.CACHE_WRITE_1H)).isEqualTo(20);
        assertThat(usage.of(TokenClass.REASONING)).isEqualTo(4);
        assertThat(usage.of(TokenClass.OUTPUT)).isEqualTo(5);
    }

    @Test
    void sameDialect_passesByteForByte() {
        ONE.next(ShapedReply.of("anthropic-text"));
        String request = message("one/claude", ", \"new_field\" : 1.50");

        HttpResponse<String> response = client.post(MESSAGES, request);

        assertThat(ONE.received().getFirst().body()).isEqualTo(request.replace("one/claude", "claude-opus-5"));
        assertThat(response.body()).contains("\"stop_sequence\": null", "Grüß Gott! How can I help you today? 🙂");
    }

    @Test
    void sameDialect_passesToVertexWithTheModelInThePath() {
        TWO.next(ShapedReply.of("anthropic-text"));

        client.post(MESSAGES, message("two/claude", ",\"stream\":true"));

        var received = TWO.received().getFirst();
        assertThat(received.line()).isEqualTo("POST /v1/models/claude-at-vertex:streamRawPredict HTTP/1.1");
        assertThat(received.body())
                .isEqualTo("{\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                        + "\"stream\":true,\"anthropic_version\":\"vertex-2023-10-16\"}");
    }

    @Test
    void sameDialectStream_keepsEveryEventOfTheProvider() {
        ONE.next(ShapedReply.of("anthropic-thinking"));

        HttpResponse<String> response = client.post(MESSAGES, message("one/claude", ",\"stream\":true"));

        assertThat(response.body())
                .contains("event: ping", "\"signature\":\"EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pk\"")
                .contains("\"data\":\"EmwKAhgBEgy3va3pzix\"", "\"usage\":{\"output_tokens\":9}", "\"cost_usd\":")
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void thoughtsOfAnotherVendor_areNotPassedToAnthropic() {
        ONE.next(ShapedReply.of("anthropic-text"));

        client.post(
                MESSAGES,
                "{\"model\":\"one/claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
                        + "\"signature\":\"\"},{\"type\":\"text\",\"text\":\"b\"}]},"
                        + "{\"role\":\"user\",\"content\":\"c\"}]}");

        assertThat(ONE.received().getFirst().body())
                .contains("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"b\"}]}")
                .doesNotContain("thinking");
    }

    @Test
    void badRequest_isToldInAnthropicsForm() throws IOException {
        HttpResponse<String> response =
                client.post(MESSAGES, "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");

        JsonNode error = json.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("error").path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("error").path("param").asText()).isEqualTo("max_tokens");
    }

    @Test
    void providersWords_reachACallerOfAnotherDialect() {
        ONE.next(Replies.json(
                400,
                "",
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad image\"}}"));

        HttpResponse<String> response = client.post(
                CHAT, "{\"model\":\"one/claude\",\"messages\":[{\"role\":\"user\"," + "\"content\":\"a\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("bad image", "\"param\":null").doesNotContain("\"type\":\"error\"");
    }

    @Test
    void exhaustedProviders_areAnOverloadInAnthropicsForm() {
        ONE.always(Replies.error(503, "down"));
        TWO.always(Replies.error(503, "down"));

        HttpResponse<String> response = client.post(MESSAGES, message("simple", ""));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("\"type\":\"error\"", "\"type\":\"overloaded_error\"");
    }

    @Test
    void unsupportedField_isNamedOrTakenElsewhere() {
        HttpResponse<String> response = client.post(
                CHAT, "{\"model\":\"one/claude\",\"seed\":7,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"param\":\"seed\"");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void documentToBeCited_isNotAskedOfAChatModel() {
        HttpResponse<String> response = client.post(
                MESSAGES,
                "{\"model\":\"simple\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"document\",\"citations\":{\"enabled\":true},\"source\":"
                        + "{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"a\"}}]}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("messages[0].content[0] (citations of the document)");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void brokenStream_goesOnAtAProviderOfAnotherDialect() {
        ONE.next(Replies.streamCutAfter(Replies.words("Once upon ")));
        TWO.next(Replies.text("Once upon a time"));

        HttpResponse<String> response = client.post(MESSAGES, message("simple", ",\"stream\":true"));

        assertThat(response.body()).containsOnlyOnce("event: message_start").contains("\"text\":\"a \"");
        assertThat(response.body()).containsOnlyOnce("content_block_stop\n").contains("event: message_stop");
    }

    @Test
    void countTokens_estimatesWordsAndTools() throws IOException {
        String request = "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]";

        HttpResponse<String> plain = client.post(MESSAGES + "/count_tokens", request + "}");
        HttpResponse<String> withTool = client.post(
                MESSAGES + "/count_tokens",
                request + ",\"tools\":[{\"name\":\"get_weather\",\"input_schema\":{\"type\":\"object\"}}]}");

        int counted = json.readTree(plain.body()).path("input_tokens").asInt();
        assertThat(counted).isEqualTo(6);
        assertThat(json.readTree(withTool.body()).path("input_tokens").asInt()).isGreaterThan(counted);
        assertThat(plain.headers().firstValue("x-fareway-token-count")).hasValue("estimate");
        assertThat(ONE.received()).isEmpty();
    }
}
