package io.fareway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.responses.ResponsesClient;
import io.fareway.dialect.responses.ResponsesWire;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Tool;
import io.fareway.model.conversation.ToolChoice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAI's own two dialects know and others do not, and what its own models want said otherwise than other hosts. */
class ChatRequestTest {

    private static final String TOOLS = "\"tools\":[" + function("f") + "," + function("g") + "," + function("h") + "]";

    private final OpenAiChatWire chat = new OpenAiChatWire();
    private final Losses losses = new Losses();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-5",
                "gpt-4.1-mini",
                "openai/gpt-5-nano",
                "o3",
                "o4-mini",
                "chatgpt-4o-latest",
                "ft:gpt-4o-mini-2024-07-18:acme::A1",
                "ft:o4-mini-2025-04-16:acme::B2"
            })
    void ownModel_isToldInTheNewWords(String model) {
        ObjectNode request = written(chat, model, asked("{\"role\":\"developer\",\"content\":\"Be brief.\"}", ""));

        assertThat(request.at("/messages/0/role").asText()).isEqualTo("developer");
        assertThat(request.path("max_completion_tokens").asInt()).isEqualTo(9);
        assertThat(request.has("max_tokens")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-oss-120b", "llama-3.3-70b", "mistral-large-latest", "oracle", "o"})
    void modelOfAnotherVendor_isToldInTheWordsThatEveryHostKnows(String model) {
        ObjectNode request = written(chat, model, asked("{\"role\":\"developer\",\"content\":\"Be brief.\"}", ""));

        assertThat(request.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(request.path("max_tokens").asInt()).isEqualTo(9);
        assertThat(request.has("max_completion_tokens")).isFalse();
    }

    @Test
    void deploymentAtAzure_isOneOfOpenAi_whateverItsName() {
        ObjectNode request =
                written(new AzureOpenAiWire(chat), "team-a", asked("{\"role\":\"user\",\"content\":\"Hi\"}", ""));

        assertThat(request.path("max_completion_tokens").asInt()).isEqualTo(9);
    }

    @Test
    void verbosity_isSaidInBothDialectsOfOpenAi() {
        Conversation inChat = asked("{\"role\":\"user\",\"content\":\"Hi\"}", "\"verbosity\":\"low\"");
        Conversation inResponses = new ResponsesClient()
                .read(object("{\"model\":\"m\",\"input\":\"Hi\",\"text\":{\"verbosity\":\"low\"}}"), "")
                .conversation();

        assertThat(written(new ResponsesWire(), "gpt-5", inChat)
                        .at("/text/verbosity")
                        .asText())
                .isEqualTo("low");
        assertThat(written(chat, "gpt-5", inResponses).path("verbosity").asText())
                .isEqualTo("low");
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void allowedTools_areTheOnlyOnesOffered() {
        String choice =
                "\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":["
                        + "{\"type\":\"function\",\"function\":{\"name\":\"h\"}},{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}";

        Conversation asked = asked("{\"role\":\"user\",\"content\":\"Hi\"}", TOOLS + "," + choice);

        assertThat(asked.tools())
                .extracting(tool -> ((Tool.Function) tool).name())
                .containsExactly("f", "h");
        assertThat(asked.toolChoice()).isEqualTo(new ToolChoice.Required());
    }

    @Test
    void customTool_thatIsDemanded_isNamedAsLost() {
        String choice = "\"tool_choice\":{\"type\":\"custom\",\"custom\":{\"name\":\"sql\"}}";

        written(chat, "llama", asked("{\"role\":\"user\",\"content\":\"Hi\"}", choice));

        assertThat(losses.fields()).containsExactly("tool_choice");
    }

    private static String function(String name) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\"}}";
    }

    private static Conversation asked(String message, String more) {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[" + message + "]"
                + (more.isEmpty() ? "" : "," + more) + "}";
        return new OpenAiChatClient().read(object(body), "").conversation();
    }

    private ObjectNode written(WireFormat wire, String model, Conversation conversation) {
        return object(new String(
                wire.write(conversation, new WireTarget(model, false, Prefill.NONE, 4096), losses)
                        .body(),
                StandardCharsets.UTF_8));
    }

    private static ObjectNode object(String json) {
        return Json.parseObject(json).orElseThrow();
    }
}
