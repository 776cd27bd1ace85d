package io.fareway.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GeminiRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyField_isRead() {
        Conversation read = read(
                """
                {"system_instruction":{"parts":[{"text":"Be brief."}]},
                 "contents":[{"role":"user","parts":[{"text":"Look"},
                   {"inline_data":{"mime_type":"image/png","data":"AAAA"}},
                   {"fileData":{"fileUri":"https://example.com/a.pdf","mimeType":"application/pdf"}}]}],
                 "tools":[{"functionDeclarations":[{"name":"f","description":"d",
                   "parameters":{"type":"OBJECT","properties":{"n":{"type":"INTEGER","nullable":true}}}}]},{"googleSearch":{}}],
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
                 "generationConfig":{"maxOutputTokens":50,"temperature":0.50,"topP":0.9,"topK":40.0,"seed":7,
                   "stopSequences":["END"],"candidateCount":2,"responseMimeType":"application/json",
                   "responseSchema":{"type":"STRING"},"thinkingConfig":{"thinkingBudget":1024,"includeThoughts":true},
                   "speechConfig":{}},
                 "safetySettings":[],"labels":{"a":"b"}}
                """);

        assertThat(read.messages().getFirst()).isEqualTo(Message.of(Role.SYSTEM, "Be brief."));
        assertThat(read.messages().get(1).parts())
                .containsExactly(
                        new Part.Text("Look"),
                        new Part.Image(new Source.Inline("image/png", "AAAA"), "", Optional.empty()),
                        new Part.Document(
                                new Source.Remote("https://example.com/a.pdf", "application/pdf"),
                                "",
                                Optional.empty()));
        assertThat(((Tool.Function) read.tools().getFirst()).parameters().at("/properties/n/type"))
                .hasToString("[\"integer\",\"null\"]");
        assertThat(read.tools().get(1)).isEqualTo(new Tool.Hosted("googleSearch", Json.object()));
        assertThat(read.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(read.sampling().topK()).hasValue(40);
        assertThat(read.sampling().temperature().orElseThrow()).hasToString("0.5");
        assertThat(read.sampling().stop()).containsExactly("END");
        assertThat(read.sampling().choices()).isEqualTo(2);
        assertThat(read.thinking()).isEqualTo(new Thinking("", OptionalInt.of(1024), true));
        assertThat(((OutputFormat.JsonSchema) read.format()).schema()).hasToString("{\"type\":\"string\"}");
        assertThat(read.other().keySet()).containsExactly("safetySettings", "generationConfig.speechConfig");
    }

    @Test
    void callsWithoutIds_areNamedByTheirPosition() {
        Conversation read = read(
                """
                {"contents":[
                 {"role":"model","parts":[{"functionCall":{"name":"f","args":{"a":1}}},{"functionCall":{"name":"f"}}]},
                 {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"one"}}},
                   {"functionResponse":{"name":"f","response":{"error":"two"}}},{"text":"and now?"}]}]}
                """);

        assertThat(read.messages()).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(read.messages().get(1).parts())
                .containsExactly(result("call_1", "one", false), result("call_2", "two", true));
    }

    @Test
    void writtenConversation_readsTheSame() {
        Conversation conversation = Conversation.of(List.of(
                Message.of(Role.SYSTEM, "Be brief."),
                Message.of(Role.USER, "Weather?"),
                Message.of(Role.ASSISTANT, List.of(new Part.ToolCall("call_1", "f", "{\"city\":\"Köln\"}"))),
                Message.of(Role.TOOL, List.of(result("call_1", "rain", false)))));

        Conversation read =
                read(written(conversation, "gemini-2.5-flash", new Losses()).toString());

        assertThat(read).isEqualTo(conversation);
    }

    @Test
    void whatCannotBeSaid_isReported() {
        Losses losses = new Losses();
        Conversation conversation = new Conversation(
                List.of(new Message(
                        Role.USER,
                        List.of(
                                new Part.Other("video", Json.object()),
                                new Part.Document(new Source.Uploaded("file-1"), "", Optional.empty())),
                        "ann")),
                List.of(new Tool.Hosted("web_search", Json.object())),
                new ToolChoice.Auto(),
                Optional.of(false),
                Sampling.UNSAID,
                schema("{\"type\":\"string\",\"pattern\":\"a+\"}"),
                Thinking.UNSAID,
                "",
                Map.of(),
                Map.of("modalities", Json.object()));

        written(conversation, "gemini-2.5-flash", losses);

        assertThat(losses.fields())
                .containsExactlyInAnyOrder(
                        "messages[0].name",
                        "messages[0].content[0] (video)",
                        "messages[0].content[1] (document) uploaded elsewhere",
                        "tools (web_search)",
                        "response_format (pattern)",
                        "parallel_tool_calls",
                        "modalities");
    }

    @Test
    void whatOnlyAnthropicKnowsOfADocument_isNamedAsLost() {
        Losses losses = new Losses();
        Part document = new Part.Document(
                new Source.Inline("application/pdf", "AAAA"), "a.pdf", "From the archive.", true, Optional.empty());

        JsonNode request =
                written(Conversation.of(List.of(Message.of(Role.USER, List.of(document)))), "gemini-2.5-pro", losses);

        assertThat(request.at("/contents/0/parts/0/inlineData/data").asText()).isEqualTo("AAAA");
        assertThat(losses.fields())
                .containsExactly(
                        "messages[0].content[0] (context of the document)",
                        "messages[0].content[0] (citations of the document)");
    }

    @Test
    void effort_isABudgetForOlderModelsAndALevelForNewer() {
        Conversation conversation = thinking(new Thinking("low", OptionalInt.empty(), false));

        JsonNode older = written(conversation, "gemini-2.5-pro", new Losses());
        JsonNode newer = written(conversation, "gemini-3-pro", new Losses());

        assertThat(older.at("/generationConfig/thinkingConfig")).hasToString("{\"thinkingBudget\":1024}");
        assertThat(newer.at("/generationConfig/thinkingConfig")).hasToString("{\"thinkingLevel\":\"LOW\"}");
    }

    @Test
    void callOfAnotherModel_carriesTheSignatureThatGemini3Accepts() {
        Conversation conversation = Conversation.of(List.of(
                Message.of(Role.USER, "Weather?"),
                Message.of(Role.ASSISTANT, List.of(new Part.ToolCall("toolu_1", "f", "{}")))));

        JsonNode newer = written(conversation, "gemini-3-flash", new Losses());
        JsonNode older = written(conversation, "gemini-2.5-flash", new Losses());

        assertThat(newer.at("/contents/1/parts/0/thoughtSignature").asText())
                .isEqualTo("skip_thought_signature_validator");
        assertThat(older.at("/contents/1/parts/0").has("thoughtSignature")).isFalse();
    }

    @Test
    void signaturesOfAnotherVendor_areTakenOutOfWhatIsPassed() throws Exception {
        String foreign = Signatures.write("fareway:anthropic:abc");
        byte[] body = ("{\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"hm\",\"thought\":true,"
                        + "\"thoughtSignature\":\"" + foreign + "\"},{\"text\":\"x\",\"thoughtSignature\":\"own\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);

        WireRequest passed = new GeminiWire().pass(body, JSON.readTree(body), target("gemini-2.5-flash"));

        assertThat(Signatures.read(foreign)).isEqualTo("fareway:anthropic:abc");
        assertThat(JSON.readTree(passed.body()).at("/contents/0/parts"))
                .hasToString("[{\"text\":\"hm\",\"thought\":true},{\"text\":\"x\",\"thoughtSignature\":\"own\"}]");
    }

    @Test
    void countOfWhatIsPassed_isAskedInTheSameForm() throws Exception {
        String contents = "\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"hm\",\"thoughtSignature\":\""
                + Signatures.write("fareway:anthropic:abc") + "\"}]}]";
        byte[] bare = ("{\"model\":\"auto\"," + contents + "}").getBytes(StandardCharsets.UTF_8);
        byte[] whole = ("{\"generate_content_request\":{" + contents + "}}").getBytes(StandardCharsets.UTF_8);

        WireRequest ofBare = new GeminiWire().passCount(bare, JSON.readTree(bare), target("gemini-2.5-flash"));
        WireRequest ofWhole = new GeminiWire().passCount(whole, JSON.readTree(whole), target("gemini-2.5-flash"));

        String own = "\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"hm\"}]}]";
        assertThat(JSON.readTree(ofBare.body()))
                .isEqualTo(JSON.readTree("{\"model\":\"models/gemini-2.5-flash\"," + own + "}"));
        assertThat(JSON.readTree(ofWhole.body()))
                .isEqualTo(JSON.readTree(
                        "{\"generate_content_request\":{\"model\":\"models/gemini-2.5-flash\"," + own + "}}"));
    }

    @Test
    void address_isThatOfAiStudioOrAsNamed() {
        Conversation hello = Conversation.of(List.of(Message.of(Role.USER, "Hello")));

        assertThat(new GeminiWire()
                        .write(hello, target("gemini-2.5-flash"), new Losses())
                        .path())
                .isEqualTo("/models/gemini-2.5-flash:generateContent");
        assertThat(new GeminiWire()
                        .write(hello, target("endpoints/42"), new Losses())
                        .path())
                .isEqualTo("/endpoints/42:generateContent");
    }

    private static Conversation read(String request) {
        try {
            JsonNode body = JSON.readTree(request);
            GeminiRequests.check(body);
            return GeminiRequests.read(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode written(Conversation conversation, String model, Losses losses) {
        WireRequest request = new GeminiWire().write(conversation, target(model), losses);
        return Json.parseObject(request.body()).orElseThrow();
    }

    private static WireTarget target(String model) {
        return new WireTarget(model, false, Prefill.NONE, 4096);
    }

    private static Part result(String id, String text, boolean failed) {
        return new Part.ToolResult(id, "f", List.of(new Part.Text(text)), failed, Optional.empty());
    }

    private static OutputFormat schema(String schema) {
        return new OutputFormat.JsonSchema(
                "answer", "", Json.parseObject(schema).orElseThrow(), Optional.of(true));
    }

    private static Conversation thinking(Thinking thinking) {
        Conversation hello = Conversation.of(List.of(Message.of(Role.USER, "Hello")));
        return new Conversation(
                hello.messages(),
                hello.tools(),
                hello.toolChoice(),
                hello.parallelToolCalls(),
                hello.sampling(),
                hello.format(),
                thinking,
                "",
                Map.of(),
                Map.of());
    }
}
