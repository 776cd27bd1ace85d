package io.fareway.dialect.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireRequest;
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
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereRequestTest {

    @Test
    void toolTurn_isWritten() {
        JsonNode request = written(
                List.of(
                        Message.of(Role.USER, "Weather?"),
                        Message.of(
                                Role.ASSISTANT,
                                List.of(new Part.Reasoning("Look it up.", "", ""), new Part.ToolCall("c1", "f", "{}"))),
                        Message.of(
                                Role.TOOL,
                                List.of(new Part.ToolResult(
                                        "c1", "", List.of(new Part.Text("rain")), false, Optional.empty())))),
                new ToolChoice.Auto(),
                new Losses());

        assertThat(request.at("/messages/1/tool_plan").asText()).isEqualTo("Look it up.");
        assertThat(request.at("/messages/1/tool_calls/0/function/name").asText())
                .isEqualTo("f");
        assertThat(request.path("messages").get(2))
                .hasToString("{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"rain\"}");
    }

    @Test
    void namedFunction_isTheOnlyOneOffered() {
        JsonNode request = written(List.of(Message.of(Role.USER, "Go")), new ToolChoice.Named("g"), new Losses());

        assertThat(request.path("tool_choice").asText()).isEqualTo("REQUIRED");
        assertThat(request.path("tools")).hasSize(1);
        assertThat(request.at("/tools/0/function/name").asText()).isEqualTo("g");
    }

    @Test
    void plainTextDocuments_canBeCited_othersAreLost() {
        Losses losses = new Losses();

        JsonNode request = written(
                List.of(Message.of(
                        Role.USER,
                        List.of(
                                new Part.Document(Source.Inline.ofText("Fact."), "facts.txt", Optional.empty()),
                                new Part.Document(
                                        new Source.Inline("application/pdf", "AAAA"), "b.pdf", Optional.empty()),
                                new Part.Text("What?")))),
                new ToolChoice.Unsaid(),
                losses);

        assertThat(request.path("documents"))
                .hasToString("[{\"id\":\"document 0\",\"data\":{\"text\":\"Fact.\",\"title\":\"facts.txt\"}}]");
        assertThat(losses.fields()).containsExactly("messages[0].content[1] (document that is no plain text)");
    }

    @ParameterizedTest
    @CsvSource({"low,2048", "medium,8192", "high,0"})
    void effort_isABudget(String effort, int budget) {
        Thinking thinking = new Thinking(effort, OptionalInt.empty(), false);

        JsonNode request =
                written(List.of(Message.of(Role.USER, "Go")), new ToolChoice.Unsaid(), thinking, new Losses());

        assertThat(request.at("/thinking/type").asText()).isEqualTo("enabled");
        assertThat(request.at("/thinking/token_budget").asInt()).isEqualTo(budget);
    }

    private static JsonNode written(List<Message> messages, ToolChoice choice, Losses losses) {
        return written(messages, choice, Thinking.UNSAID, losses);
    }

    private static JsonNode written(List<Message> messages, ToolChoice choice, Thinking thinking, Losses losses) {
        Conversation conversation = new Conversation(
                messages,
                List.of(function("f"), function("g")),
                choice,
                Optional.empty(),
                Sampling.UNSAID,
                new OutputFormat.Text(),
                thinking,
                "",
                Map.of(),
                Map.of());
        WireRequest request =
                new CohereWire().write(conversation, new WireTarget("command-a", false, Prefill.NONE, 4096), losses);
        return Json.parseObject(request.body()).orElseThrow();
    }

    private static Tool function(String name) {
        return new Tool.Function(name, "", Json.object(), Optional.empty(), Optional.empty());
    }
}
