package io.fareway.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireTarget;
import io.fareway.model.Prefill;
import io.fareway.model.RequestError;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Choice;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.StreamWriter;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesDialectTest {

    private final ResponsesClient client = new ResponsesClient();
    private final ResponsesWire wire = new ResponsesWire();
    private final Losses losses = new Losses();

    private Conversation read(String fields) {
        return client.read(object("{\"model\":\"m\"," + fields + "}"), "").conversation();
    }

    private static ObjectNode object(String json) {
        return Json.parseObject(json).orElseThrow();
    }

    @Test
    void itemsOfTheModel_areOneTurn() {
        Conversation read = read("\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"g\"},"
                + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call\",\"call_id\":\"c2\",\"name\":\"f\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"1\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c2\",\"output\":\"2\"}]");

        assertThat(read.messages())
                .extracting(message -> message.role() + " " + message.parts().size())
                .containsExactly("USER 1", "ASSISTANT 3", "TOOL 2");
    }

    @Test
    void allowedTools_areTheOnlyOnesOffered() {
        Conversation read = read("\"input\":\"a\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"},"
                + "{\"type\":\"function\",\"name\":\"g\"},{\"type\":\"web_search\"}],\"tool_choice\":"
                + "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"g\"}]}");

        assertThat(read.tools())
                .extracting(tool -> ((Tool.Function) tool).name())
                .containsExactly("g");
        assertThat(read.toolChoice()).isEqualTo(new ToolChoice.Auto());
        assertThat(read.other()).isEmpty();
    }

    @Test
    void allowedToolOfAnotherKind_isOfferedStill_soThatItsLossIsNamed() {
        Conversation read = read(
                "\"input\":\"a\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"},"
                        + "{\"type\":\"custom\",\"name\":\"sql\"},{\"type\":\"web_search\"}],\"tool_choice\":"
                        + "{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"custom\",\"name\":\"sql\"}]}");

        assertThat(read.tools()).extracting(tool -> ((Tool.Hosted) tool).type()).containsExactly("custom");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":7|input",
                "\"input\":[]|input",
                "\"input\":[7]|input[0]",
                "\"input\":[{}]|input[0]",
                "\"input\":[{\"role\":\"robot\",\"content\":\"a\"}]|input[0].role",
                "\"input\":[{\"role\":\"user\",\"content\":7}]|input[0].content",
                "\"input\":[{\"type\":\"function_call\",\"name\":\"f\"}]|input[0].call_id",
                "\"input\":\"a\",\"tools\":[{\"type\":\"function\"}]|tools[0]",
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]|input[0]",
            })
    void wrongField_isNamed(String fields, String place) {
        RequestError error = catchThrowableOfType(RequestError.class, () -> read(fields));

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).contains(place);
    }

    @Test
    void storedState_isLeftToADeploymentThatIsNamed() {
        ObjectNode request = object("{\"model\":\"openai/gpt-5\",\"input\":\"a\",\"previous_response_id\":\"r\"}");

        Conversation read = client.read(request, "").conversation();

        assertThat(read.other()).containsOnlyKeys("previous_response_id");
    }

    @Test
    void whatCannotBeSaid_isNamed() {
        Message named = new Message(Role.USER, List.of(new Part.Text("a")), "Ann");
        Conversation said = Conversation.of(List.of(named));

        wire.write(said, new WireTarget("gpt-5", false, Prefill.NONE, 9), losses);

        assertThat(losses.fields()).containsExactly("messages[0].name");
    }

    @Test
    void reasoningOfAnotherVendor_isNotPassedOn() {
        String request = "{\"model\":\"m\",\"input\":["
                + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"fareway:anthropic:x\"},"
                + "{\"type\":\"reasoning\",\"id\":\"rs_fareway_2\",\"summary\":[]},"
                + "{\"type\":\"reasoning\",\"id\":\"rs_3\",\"summary\":[],\"encrypted_content\":\"gAAA\"}]}";

        byte[] body = wire.pass(
                        request.getBytes(StandardCharsets.UTF_8),
                        object(request),
                        new WireTarget("gpt-5", false, Prefill.NONE, 9))
                .body();

        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"gpt-5\",\"input\":["
                        + "{\"type\":\"reasoning\",\"id\":\"rs_3\",\"summary\":[],\"encrypted_content\":\"gAAA\"}]}");
    }

    @Test
    void cutAnswer_isIncomplete() {
        WholeAnswer answer = new WholeAnswer(
                "a",
                "m",
                1,
                List.of(new Choice(0, List.of(new Part.Text("Once")), FinishReason.LENGTH, "", Optional.empty())),
                Optional.empty());

        JsonNode written = ResponseAnswers.write(answer, read("\"input\":\"a\""));

        assertThat(written.path("status").asText()).isEqualTo("incomplete");
        assertThat(written.path("incomplete_details").path("reason").asText()).isEqualTo("max_output_tokens");
        assertThat(ResponseAnswers.finish(written)).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void passedStream_canBeContinuedInTranslation() {
        StreamWriter writer = new ResponseStreamWriter(read("\"input\":\"a\""));
        String[] begun = {
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"created_at\":5,"
                    + "\"output\":[]}}",
            "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,"
                    + "\"item\":{\"type\":\"message\",\"id\":\"msg_9\",\"content\":[]}}",
            "{\"type\":\"response.content_part.added\",\"sequence_number\":2,\"output_index\":0,\"content_index\":0,"
                    + "\"item_id\":\"msg_9\",\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}",
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"output_index\":0,\"content_index\":0,"
                    + "\"item_id\":\"msg_9\",\"delta\":\"Once \"}",
        };
        for (String event : begun) {
            writer.pass(new Frame(new byte[0], "", event), List.of());
        }

        String rest = new String(writer.write(new AnswerEvent.TextDelta(0, "upon")), StandardCharsets.UTF_8)
                + new String(writer.close(new Closing(Usage.NONE, Json.object())), StandardCharsets.UTF_8);

        assertThat(rest)
                .contains("\"sequence_number\":4,\"item_id\":\"msg_9\"", "\"text\":\"Once upon\"")
                .contains("\"type\":\"response.completed\"", "\"id\":\"resp_1\"");
    }
}
