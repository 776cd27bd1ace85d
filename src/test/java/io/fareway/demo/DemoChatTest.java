package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shapes as in OpenAI's reference: https://platform.openai.com/docs/api-reference/chat/object and
 * https://platform.openai.com/docs/api-reference/chat/streaming.
 */
class DemoChatTest extends DemoRoutesTest {

    private static final String STREAM = "\"stream\": true";
    private static final String USAGE = "\"stream_options\": {\"include_usage\": true}";
    private static final String WEATHER =
            """
            "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object",
              "properties": {"city": {"type": "string"}, "days": {"type": "integer"},
                "unit": {"type": "string", "enum": ["kelvin", "celsius"]}}}}}]""";

    @Test
    void plain_hasEveryFieldOfAChatCompletion() throws Exception {
        HttpResponse<String> response = ask("demo-swift", request(QUESTION));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.headers().firstValue("x-fareway-simulated")).hasValue("true");
        JsonNode completion = parse(response.body());
        assertThat(completion.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id", "object", "created", "model", "system_fingerprint", "choices", "usage");
        assertThat(completion.path("id").asText()).matches("chatcmpl-[0-9a-f]{32}");
        assertThat(completion.path("object").asText()).isEqualTo("chat.completion");
        assertThat(completion.path("created").asLong()).isEqualTo(DemoTestApplication.NOW.getEpochSecond());
        assertThat(completion.path("model").asText()).isEqualTo("llama-3.1-8b");
        assertThat(completion.path("system_fingerprint").asText()).isEqualTo("simulated");
        assertThat(completion.path("choices")).hasSize(1);
        JsonNode choice = completion.path("choices").path(0);
        assertThat(choice.path("index").isInt()).isTrue();
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.path("logprobs").isNull()).isTrue();
        assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
        assertThat(choice.path("message").path("content").asText()).isNotBlank();
        assertThat(choice.path("message").path("refusal").isNull()).isTrue();
    }

    @Test
    void plain_countsTokensAsTheTokenizerDoes() throws Exception {
        JsonNode completion = parse(ask("demo-swift", request(QUESTION)).body());

        JsonNode usage = completion.path("usage");
        String content = completion
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText();
        // 7 tokens of the question, 1 of the role, 3 per message, 3 that open the answer
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(14);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(new Tokenizer().tokens(content).length);
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(14 + usage.path("completion_tokens").asInt());
        assertThat(usage.path("prompt_tokens_details").path("cached_tokens").isInt())
                .isTrue();
        assertThat(usage.path("completion_tokens_details")
                        .path("reasoning_tokens")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void plain_repeatsItselfForTheSamePrompt() throws Exception {
        String first = contentOf(ask("demo-swift", request(QUESTION)));

        String second = contentOf(ask("demo-swift", request(QUESTION)));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void plain_billsReasoningOfTheGenius() throws Exception {
        JsonNode usage = parse(ask("demo-genius", request(QUESTION)).body()).path("usage");

        int reasoning =
                usage.path("completion_tokens_details").path("reasoning_tokens").asInt();
        int said = usage.path("completion_tokens").asInt() - reasoning;
        assertThat(reasoning).isEqualTo(Math.round(said * 1.5f));
    }

    @Test
    void plain_stopsAtMaxTokens() throws Exception {
        JsonNode completion =
                parse(ask("demo-genius", request(QUESTION, "\"max_tokens\": 5")).body());

        assertThat(completion.path("choices").path(0).path("finish_reason").asText())
                .isEqualTo("length");
        assertThat(completion.path("usage").path("completion_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void plain_prefersMaxCompletionTokens() throws Exception {
        String body = request(QUESTION, "\"max_tokens\": 900", "\"max_completion_tokens\": 3");

        JsonNode completion = parse(ask("demo-swift", body).body());

        assertThat(completion.path("usage").path("completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void plain_answersInJsonWhenTold() throws Exception {
        String body = request(QUESTION, "\"response_format\": {\"type\": \"json_object\"}");

        JsonNode answer = parse(contentOf(ask("demo-swift", body)));

        assertThat(answer.path("simulated").asBoolean()).isTrue();
        assertThat(answer.path("subject").asText()).isEqualTo("France");
    }

    @Test
    void plain_callsARequiredTool() throws Exception {
        String body = request("Weather in Paris", WEATHER, "\"tool_choice\": \"required\"");

        JsonNode choice = parse(ask("demo-swift", body).body()).path("choices").path(0);

        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.path("message").path("content").isNull()).isTrue();
        JsonNode call = choice.path("message").path("tool_calls").path(0);
        assertThat(call.path("id").asText()).startsWith("call_");
        assertThat(call.path("type").asText()).isEqualTo("function");
        assertThat(call.path("function").path("name").asText()).isEqualTo("get_weather");
        assertThat(parse(call.path("function").path("arguments").asText()))
                .isEqualTo(parse("{\"city\": \"Paris\", \"days\": 1, \"unit\": \"kelvin\"}"));
    }

    @Test
    void plain_ignoresUnknownFields() throws Exception {
        HttpResponse<String> response = ask("demo-swift", request(QUESTION, "\"zebra\": {\"stripes\": 3}"));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void plain_reportsCachedTokensOfARepeatedLongPrompt() throws Exception {
        String longPrompt = request("Summarize: " + "the quick brown fox jumps over the lazy dog ".repeat(150));
        ask("demo-steady", longPrompt);

        JsonNode usage = parse(ask("demo-steady", longPrompt).body()).path("usage");

        int cached = usage.path("prompt_tokens_details").path("cached_tokens").asInt();
        assertThat(cached).isBetween(1024, usage.path("prompt_tokens").asInt());
        assertThat(cached % 128).isZero();
    }

    @Test
    void stream_hasRoleContentFinishAndDone() throws Exception {
        HttpResponse<String> response = ask("demo-swift", request(QUESTION, STREAM));

        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("x-fareway-simulated")).hasValue("true");
        List<JsonNode> chunks = chunks(response.body());
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("id", "object", "created", "model", "system_fingerprint", "choices");
            assertThat(chunk.path("id")).isEqualTo(chunks.getFirst().path("id"));
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("system_fingerprint").asText()).isEqualTo("simulated");
        });
        JsonNode first = chunks.getFirst().path("choices").path(0);
        assertThat(first.path("delta")).isEqualTo(parse("{\"role\": \"assistant\", \"content\": \"\"}"));
        assertThat(first.path("finish_reason").isNull()).isTrue();
        JsonNode last = chunks.getLast().path("choices").path(0);
        assertThat(last.path("delta")).isEmpty();
        assertThat(last.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void stream_saysWhatThePlainAnswerSays() throws Exception {
        String plain = contentOf(ask("demo-swift", request(QUESTION)));

        List<JsonNode> chunks =
                chunks(ask("demo-swift", request(QUESTION, STREAM)).body());

        String streamed = chunks.stream()
                .map(chunk -> chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText(""))
                .collect(Collectors.joining());
        assertThat(streamed).isEqualTo(plain);
    }

    @Test
    void stream_endsWithUsageWhenAsked() throws Exception {
        List<JsonNode> chunks =
                chunks(ask("demo-swift", request(QUESTION, STREAM, USAGE)).body());

        assertThat(chunks.getLast().path("choices")).isEmpty();
        JsonNode usage = chunks.getLast().path("usage");
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt()
                        + usage.path("completion_tokens").asInt());
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
    }

    @Test
    void stream_spellsToolArgumentsInPieces() throws Exception {
        String body = request(
                "Weather in Paris",
                STREAM,
                WEATHER,
                "\"tool_choice\": {\"type\": \"function\", \"function\": {\"name\": \"get_weather\"}}");

        List<JsonNode> chunks = chunks(ask("demo-swift", body).body());

        List<JsonNode> calls = chunks.stream()
                .map(chunk -> chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("tool_calls")
                        .path(0))
                .filter(call -> !call.isMissingNode())
                .toList();
        assertThat(calls.getFirst().path("function").path("name").asText()).isEqualTo("get_weather");
        assertThat(calls)
                .hasSizeGreaterThan(2)
                .allSatisfy(call -> assertThat(call.path("index").asInt(-1)).isZero());
        String arguments = calls.stream()
                .map(call -> call.path("function").path("arguments").asText())
                .collect(Collectors.joining());
        assertThat(parse(arguments).path("unit").asText()).isEqualTo("kelvin");
        assertThat(chunks.getLast()
                        .path("choices")
                        .path(0)
                        .path("finish_reason")
                        .asText())
                .isEqualTo("tool_calls");
    }

    @Test
    void stream_arrivesEventByEvent() throws Exception {
        pacer.holdAfter(2);

        HttpResponse<InputStream> response = askForStream("demo-swift", request(QUESTION, STREAM));
        BufferedReader events = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        String role = events.readLine();
        events.readLine();
        String firstToken = events.readLine();
        pacer.letAllPass();
        List<String> rest = events.lines().toList();

        assertThat(role).contains("\"role\":\"assistant\"");
        assertThat(firstToken).contains("\"content\":");
        assertThat(rest).contains("data: [DONE]");
    }

    @Test
    void models_listsWhatTheConfigurationSays() throws Exception {
        HttpResponse<String> response = get("/demo/demo-genius/v1/models");

        assertThat(response.headers().firstValue("x-fareway-simulated")).hasValue("true");
        assertThat(parse(response.body()))
                .isEqualTo(parse(
                        """
                {"object": "list", "data": [{"id": "llama-3.1-405b", "object": "model", "created": %d,
                  "owned_by": "demo-genius"}]}"""
                                .formatted(DemoTestApplication.NOW.getEpochSecond())));
    }

    private String contentOf(HttpResponse<String> response) throws Exception {
        return parse(response.body())
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText();
    }
}
