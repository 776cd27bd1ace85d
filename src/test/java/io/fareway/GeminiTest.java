package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.ledger.RequestRecord;
import io.fareway.testing.ChatClient;
import io.fareway.testing.Replies;
import io.fareway.testing.ShapedReply;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini as the dialect of callers, as that of providers, and as both. */
class GeminiTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELLO = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";

    @Test
    void openAiCaller_isAnsweredByGemini() throws Exception {
        ONE.always(ShapedReply.of("gemini-text"));

        HttpResponse<String> response = client.chatTo("one/gemini");

        JsonNode answer = JSON.readTree(response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("Grüß Gott! How can I help?");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(20);
        assertThat(answer.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(8);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(18);
        assertThat(ONE.received().getFirst().line())
                .isEqualTo("POST /v1/models/gemini-2.5-flash:generateContent HTTP/1.1");
        assertThat(JSON.readTree(ONE.received().getFirst().body()).at("/contents/0/parts/0/text"))
                .hasToString("\"Hello\"");
    }

    /** Google says how long to wait in the body alone, as <a href="https://google.aip.dev/193">AIP-193</a> has it. */
    @Test
    void pauseInTheBodyOfARateLimit_isKept() {
        ONE.always(Replies.json(
                429,
                "",
                "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                        + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.5s\"}]}}"));

        HttpResponse<String> response = client.chatTo("one/gemini");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(30L, 35L);
    }

    @Test
    void openAiCaller_isStreamedByGemini() throws Exception {
        ONE.always(ShapedReply.of("gemini-text"));

        ChatClient.Events events = client.stream("one/gemini");

        StringBuilder text = new StringBuilder();
        for (String data : events.data()) {
            if (!data.equals("[DONE]")) {
                text.append(JSON.readTree(data).at("/choices/0/delta/content").asText(""));
            }
        }
        assertThat(events.isDone()).isTrue();
        assertThat(text).hasToString("Grüß Gott! How can I help?");
        assertThat(ONE.received().getFirst().line()).contains(":streamGenerateContent?alt=sse ");
    }

    @Test
    void callsWithoutIds_getIdsThatFindTheirResults() throws Exception {
        ONE.always(ShapedReply.of("gemini-tool-calls"));

        JsonNode calls = JSON.readTree(client.chatTo("one/gemini").body()).at("/choices/0/message/tool_calls");
        String second = "{\"model\":\"one/gemini\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":" + calls + "},"
                + "{\"role\":\"tool\",\"tool_call_id\":" + calls.at("/1/id") + ",\"content\":\"rain\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":" + calls.at("/0/id") + ",\"content\":\"{\\\"sun\\\":true}\"}]}";
        client.post("/v1/chat/completions", second);

        JsonNode contents = JSON.readTree(ONE.received().get(1).body()).path("contents");
        assertThat(calls.at("/0/id").asText()).isNotEqualTo(calls.at("/1/id").asText());
        assertThat(contents.at("/2/parts/0/functionResponse"))
                .hasToString("{\"name\":\"get_weather\",\"response\":{\"output\":\"rain\"}}");
        assertThat(contents.at("/2/parts/1/functionResponse"))
                .hasToString("{\"name\":\"get_weather\",\"response\":{\"sun\":true}}");
    }

    @Test
    void geminiCaller_isAnsweredByAnOpenAiProvider() throws Exception {
        ONE.always(Replies.text("Hello from the stub"));

        HttpResponse<String> response = client.post("/v1beta/models/one/small:generateContent", HELLO);

        JsonNode answer = JSON.readTree(response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(answer.at("/candidates/0/content/parts/0/text").asText()).isEqualTo("Hello from the stub");
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(answer.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(14);
        assertThat(answer.at("/responseId").asText()).isNotEmpty();
    }

    @Test
    void geminiCaller_isStreamedByAnOpenAiProvider() throws Exception {
        ONE.always(Replies.text("Hello from the stub"));

        HttpResponse<String> response = client.post("/v1beta/models/one/small:streamGenerateContent?alt=sse", HELLO);

        List<JsonNode> pieces = new ArrayList<>();
        for (String line :
                response.body().lines().filter(text -> !text.isEmpty()).toList()) {
            pieces.add(JSON.readTree(line.substring("data: ".length())));
        }
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(pieces).extracting(GeminiTest::text).containsExactly("Hello ", "from ", "the ", "stub", "");
        assertThat(pieces.getLast().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(pieces.getLast().at("/usageMetadata/totalTokenCount").asInt())
                .isEqualTo(14);
    }

    @Test
    void streamWithoutEvents_isOneJsonArray() throws Exception {
        ONE.always(Replies.text("Hello from the stub"));

        HttpResponse<String> response = client.post("/v1beta/models/one/small:streamGenerateContent", HELLO);

        JsonNode pieces = JSON.readTree(response.body());
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(pieces).extracting(GeminiTest::text).containsExactly("Hello ", "from ", "the ", "stub", "");
    }

    @Test
    void geminiOnBothSides_isPassedByteByByte() {
        String request = "{ \"contents\" : [{\"parts\":[{\"text\":\"Hello\"}]}], \"safetySettings\":[], \"x\": 1.50 }";
        ONE.always(ShapedReply.of("gemini-text"));

        HttpResponse<String> response = client.post("/v1beta/models/gemini:generateContent", request);

        assertThat(ONE.received().getFirst().body()).isEqualTo(request);
        assertThat(response.body()).isEqualTo(ShapedReply.read("gemini-text.json"));
    }

    @Test
    void geminiOnBothSides_streamIsPassedByteByByte() {
        ONE.always(ShapedReply.of("gemini-text"));

        HttpResponse<String> response = client.post("/v1beta/models/gemini:streamGenerateContent?alt=sse", HELLO);

        assertThat(response.body()).isEqualTo(ShapedReply.read("gemini-text.sse"));
    }

    @Test
    void usage_isBookedInDisjointClasses() {
        ONE.always(ShapedReply.of("gemini-text"));

        RequestRecord booked = booked(client.chatTo("one/gemini"));

        // 12 fresh at 1.00, 8 cached at 0.10, 18 written or thought at 5.00, all per million
        assertThat(booked.ending().orElseThrow().costUsd().orElseThrow()).isEqualByComparingTo("0.0001028");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"contents\":[]}", "{\"contents\":[{\"parts\":\"x\"}]}", "[1]", "{\"contents\":"})
    void wrongRequest_isRefusedInGooglesForm(String request) throws Exception {
        HttpResponse<String> response = client.post("/v1beta/models/one/small:generateContent", request);

        JsonNode error = JSON.readTree(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("code").asInt()).isEqualTo(400);
        assertThat(error.path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.path("message").asText()).isNotEmpty();
    }

    @Test
    void unknownMethod_isNotFound() throws Exception {
        HttpResponse<String> response = client.post("/v1beta/models/one/small:explain", HELLO);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(response.body()).at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void refusalOfGemini_reachesAnOpenAiCallerInItsForm() throws Exception {
        ONE.always(Replies.json(
                400,
                "",
                "{\"error\":{\"code\":400,\"message\":\"Invalid value at 'x'\",\"status\":\"INVALID_ARGUMENT\"}}"));

        HttpResponse<String> response = client.chatTo("one/gemini");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).at("/error/message").asText()).contains("Invalid value at 'x'");
    }

    @Test
    void keyThatGoogleRefusesWithStatus400_isOursToMend() {
        ONE.always(Replies.json(
                400,
                "",
                "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
                        + "\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}"));

        HttpResponse<String> response = client.chatTo("one/gemini");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).doesNotContain("API key not valid");
    }

    @Test
    void streamThatBreaksBeforeAnythingWasTold_isAnErrorInGooglesForm() {
        ONE.always(Replies.streamCutAfter(Replies.words("Once upon ")));

        HttpResponse<String> response = client.post(
                "/v1beta/models/one/small:streamGenerateContent?alt=sse", HELLO, "x-fareway-stream-recovery", "buffer");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"status\":\"UNAVAILABLE\"");
    }

    private static String text(JsonNode piece) {
        return piece.at("/candidates/0/content/parts/0/text").asText();
    }
}
