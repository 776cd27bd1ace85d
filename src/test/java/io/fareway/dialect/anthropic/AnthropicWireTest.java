package io.fareway.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireTarget;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Sampling;
import io.fareway.model.conversation.Source;
import io.fareway.model.conversation.Thinking;
import io.fareway.model.conversation.ToolChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicWireTest {

    private static final String NEW_MODEL = "claude-opus-5";
    private static final String OLD_MODEL = "claude-sonnet-4-5-20250929";
    private static final Message HELLO = Message.of(Role.USER, "Hello");

    private final AnthropicWire wire = new AnthropicWire();
    private final Losses losses = new Losses();

    private JsonNode written(Conversation conversation, String model) {
        WireTarget target = new WireTarget(model, false, Prefill.NONE, 4096);
        return Json.parseObject(wire.write(conversation, target, losses).body()).orElseThrow();
    }

    private JsonNode written(Message... messages) {
        return written(Conversation.of(List.of(messages)), NEW_MODEL);
    }

    private static Conversation thinking(Thinking thinking, ToolChoice choice) {
        return new Conversation(
                List.of(HELLO),
                List.of(),
                choice,
                Optional.empty(),
                Sampling.UNSAID,
                new OutputFormat.Text(),
                thinking,
                "",
                Map.of(),
                Map.of());
    }

    private static Thinking effort(String effort) {
        return new Thinking(effort, OptionalInt.empty(), false);
    }

    @Test
    void turnsOfOneRole_becomeOne() {
        JsonNode request = written(HELLO, Message.of(Role.USER, "there"), Message.of(Role.ASSISTANT, "Hi"), HELLO);

        assertThat(request.path("messages").findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(request.path("messages").path(0).path("content").findValuesAsText("text"))
                .containsExactly("Hello", "there");
    }

    @Test
    void resultsOfCalls_standFirstInTheirTurn() {
        JsonNode request = written(
                HELLO,
                Message.of(Role.ASSISTANT, List.of(new Part.ToolCall("call:1", "f", "{}"))),
                Message.of(Role.USER, "and also"),
                Message.of(
                        Role.TOOL,
                        List.of(new Part.ToolResult(
                                "call:1", "", List.of(new Part.Text("7")), true, Optional.empty()))));

        JsonNode turn = request.path("messages").path(2).path("content");
        assertThat(turn.findValuesAsText("type")).containsExactly("tool_result", "text");
        assertThat(turn.path(0).path("is_error").asBoolean()).isTrue();
        assertThat(turn.path(0).path("tool_use_id").asText())
                .isEqualTo(request.path("messages")
                        .path(1)
                        .path("content")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("call_1");
    }

    @Test
    void instructions_goToSystemWhereverTheyStand() {
        JsonNode request = written(
                Message.of(Role.SYSTEM, "one"),
                HELLO,
                Message.of(Role.DEVELOPER, "two"),
                Message.of(Role.USER, "three"));

        assertThat(request.path("system").findValuesAsText("text")).containsExactly("one", "two");
        assertThat(request.path("messages")).hasSize(1);
    }

    @Test
    void arguments_stayLetterForLetter() {
        Message call = Message.of(Role.ASSISTANT, List.of(new Part.ToolCall("a", "f", "{ \"x\" : 1.00 }")));

        byte[] body = wire.write(
                        Conversation.of(List.of(HELLO, call, HELLO)),
                        new WireTarget(NEW_MODEL, false, Prefill.NONE, 9),
                        losses)
                .body();

        assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"input\":{ \"x\" : 1.00 }");
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void blankTexts_areLeftOut() {
        JsonNode request = written(Message.of(Role.USER, List.of(new Part.Text(" \n"), new Part.Text("a"))));

        assertThat(request.path("messages").path(0).path("content")).hasSize(1);
    }

    @Test
    void csvDocument_isGivenAsPlainText() {
        Source csv = new Source.Inline("text/csv", "YSxi");

        JsonNode request = written(Message.of(Role.USER, List.of(new Part.Document(csv, "a.csv", Optional.empty()))));

        JsonNode source =
                request.path("messages").path(0).path("content").path(0).path("source");
        assertThat(source.path("media_type").asText()).isEqualTo("text/plain");
        assertThat(source.path("data").asText()).isEqualTo("a,b");
    }

    @Test
    void whatCannotBeSaid_isNamed() {
        written(
                new Message(Role.USER, List.of(new Part.Text("a")), "Ann"),
                Message.of(
                        Role.USER,
                        List.of(
                                new Part.Audio(new Source.Inline("audio/wav", ""), "wav"),
                                new Part.Image(new Source.Uploaded("file_1"), "", Optional.empty()),
                                new Part.Image(new Source.Remote("http://a/b", ""), "high", Optional.empty()))),
                Message.of(Role.ASSISTANT, "begun"));

        assertThat(losses.fields())
                .containsExactly(
                        "messages[0].name",
                        "messages[1].content[0] (audio)",
                        "messages[1].content[1] (uploaded image)",
                        "messages[1].content[2] (detail of the image)",
                        "messages[2] (a last turn of the model)");
    }

    @Test
    void lastTurnOfTheModel_isContinuedWhereTheDeploymentCan() {
        WireTarget target = new WireTarget(OLD_MODEL, true, Prefill.PLAIN, 9);

        JsonNode request = Json.parseObject(
                        wire.write(Conversation.of(List.of(HELLO)).continuing("Once"), target, losses)
                                .body())
                .orElseThrow();

        assertThat(request.path("messages").path(1).path("role").asText()).isEqualTo("assistant");
        assertThat(losses.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-7-sonnet-20250219, 16384",
        "claude-sonnet-4-20250514, 16384",
        "claude-opus-4-1, 16384",
        "anthropic.claude-sonnet-4-5-20250929-v1:0, 16384",
        "claude-haiku-4-5@20251001, 16384",
        "claude-opus-4-6, 0",
        "claude-opus-4-8, 0",
        "claude-sonnet-5, 0",
        "claude-fable-5-1, 0",
    })
    void effort_isABudgetForModelsThatKnowNoOther(String model, int budget) {
        Conversation asked = thinking(effort("high"), new ToolChoice.Unsaid());
        WireTarget target = new WireTarget(model, false, Prefill.NONE, 64_000);

        JsonNode request =
                Json.parseObject(wire.write(asked, target, losses).body()).orElseThrow();

        assertThat(request.path("thinking").path("budget_tokens").asInt()).isEqualTo(budget);
        assertThat(request.path("thinking").path("type").asText()).isEqualTo(budget > 0 ? "enabled" : "adaptive");
        assertThat(request.path("output_config").path("effort").asText()).isEqualTo(budget > 0 ? "" : "high");
    }

    @Test
    void budget_leavesRoomForTheAnswer() {
        JsonNode request = written(thinking(effort("high"), new ToolChoice.Unsaid()), OLD_MODEL);

        assertThat(request.path("thinking").path("budget_tokens").asInt()).isEqualTo(2048);
    }

    @Test
    void thinking_yieldsToAForcedTool() {
        JsonNode request = written(thinking(effort("low"), new ToolChoice.Required()), NEW_MODEL);

        assertThat(request.has("thinking")).isFalse();
        assertThat(losses.fields()).containsExactly("reasoning_effort (together with a forced tool)");
    }

    @Test
    void budget_isNotAskedForAfterCallsWhoseThoughtsAreNotAnthropics() {
        Conversation asked = thinking(effort("low"), new ToolChoice.Unsaid());
        List<Message> messages = List.of(
                HELLO,
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Part.Reasoning("hm", "", "fareway:openai-responses:rs_1|g"),
                                new Part.ToolCall("a", "f", "{}"))),
                Message.of(Role.TOOL, List.of(new Part.ToolResult("a", "", List.of(), false, Optional.empty()))));

        JsonNode request = written(
                new Conversation(
                        messages,
                        asked.tools(),
                        asked.toolChoice(),
                        asked.parallelToolCalls(),
                        asked.sampling(),
                        asked.format(),
                        asked.thinking(),
                        "",
                        Map.of(),
                        Map.of()),
                OLD_MODEL);

        assertThat(request.has("thinking")).isFalse();
        assertThat(request.toString()).doesNotContain("rs_1");
        assertThat(losses.fields()).singleElement().asString().startsWith("reasoning_effort (the last calls");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, 'prompt is too long: 210000 tokens > 200000 maximum', CONTEXT_LENGTH",
        "400, invalid_request_error, 'input length and `max_tokens` exceed context limit', CONTEXT_LENGTH",
        "413, request_too_large, 'Request exceeds the maximum size', CONTEXT_LENGTH",
        "400, invalid_request_error, 'Output blocked by content filtering policy', CONTENT_FILTER",
        "400, invalid_request_error, 'messages: at least one message is required', OTHER",
    })
    void errors_areReadForWhatTheyMean(int status, String type, String message, ProviderError.Kind kind) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";

        ProviderError error = wire.error(status, body.getBytes(StandardCharsets.UTF_8));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.complete()).isTrue();
    }

    @Test
    void errorThatIsNoJson_saysNothing() {
        ProviderError error = wire.error(502, "<html>".getBytes(StandardCharsets.UTF_8));

        assertThat(error.message()).isEmpty();
        assertThat(error.complete()).isFalse();
    }
}
