package io.fareway.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.openai.OpenAiChatClient;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.CacheMark;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import io.fareway.model.conversation.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConverseRequestTest {

    private static final String CLAUDE = "anthropic.claude-haiku-4-5:0";

    @Test
    void turnsOfOneSide_becomeOne() {
        Conversation conversation = Conversation.of(List.of(
                Message.of(Role.DEVELOPER, "Be brief."),
                Message.of(Role.USER, "Weather?"),
                Message.of(Role.ASSISTANT, List.of(new Part.ToolCall("call.1", "f", "{\"a\":1}"))),
                Message.of(Role.TOOL, List.of(result("call.1", "rain"))),
                Message.of(Role.USER, "And now?")));

        JsonNode request = written(conversation, new Losses());

        assertThat(request.path("system")).hasToString("[{\"text\":\"Be brief.\"}]");
        assertThat(request.path("messages")).hasSize(3);
        assertThat(request.at("/messages/1/content/0/toolUse"))
                .hasToString("{\"toolUseId\":\"call_1\",\"name\":\"f\",\"input\":{\"a\":1}}");
        assertThat(request.at("/messages/2/content/0/toolResult/toolUseId").asText())
                .isEqualTo("call_1");
        assertThat(request.at("/messages/2/content/1/text").asText()).isEqualTo("And now?");
    }

    @Test
    void cacheMarks_becomeCachePoints() {
        Conversation conversation = Conversation.of(List.of(
                Message.of(Role.USER, List.of(new Part.Text("Long", List.of(), Optional.of(CacheMark.ONE_HOUR))))));

        JsonNode request = written(conversation, new Losses());

        assertThat(request.at("/messages/0/content/1/cachePoint")).hasToString("{\"type\":\"default\",\"ttl\":\"1h\"}");
    }

    @Test
    void picturesAndDocuments_areBlocksOfTheirFormat() {
        Losses losses = new Losses();
        Conversation conversation = Conversation.of(List.of(Message.of(
                Role.USER,
                List.of(
                        new Part.Image(new Source.Inline("image/png", "AAAA"), "", Optional.empty()),
                        new Part.Document(new Source.Inline("application/pdf", "BBBB"), "a/b.pdf", Optional.empty()),
                        new Part.Image(new Source.Remote("https://example.com/a.png", ""), "", Optional.empty())))));

        JsonNode request = written(conversation, losses);

        assertThat(request.at("/messages/0/content/0/image"))
                .hasToString("{\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}}");
        assertThat(request.at("/messages/0/content/1/document/name").asText()).isEqualTo("a-b-pdf");
        assertThat(losses.fields()).containsExactly("messages[0].content[2] (image by URL or id)");
    }

    @Test
    void detailOfAnImage_isNamedAsLost() {
        Losses losses = new Losses();
        Part image = new Part.Image(new Source.Inline("image/png", "AAAA"), "high", Optional.empty());

        written(Conversation.of(List.of(Message.of(Role.USER, List.of(image)))), losses);

        assertThat(losses.fields()).containsExactly("messages[0].content[0] (detail of the image)");
    }

    @Test
    void penaltiesOfZero_sayNothing() {
        Losses losses = new Losses();
        Conversation asked = new OpenAiChatClient()
                .read(
                        Json.parseObject("{\"model\":\"m\",\"frequency_penalty\":0,\"presence_penalty\":0.0,"
                                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                                .orElseThrow(),
                        "")
                .conversation();

        written(asked, losses);

        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void thoughts_goBackOnlyToWhoSignedThem() {
        Conversation conversation = Conversation.of(List.of(
                Message.of(Role.USER, "Hello"),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Part.Reasoning("own", "fareway:bedrock:abc", ""),
                                new Part.Reasoning("claude's", "fareway:anthropic:def", ""),
                                new Part.Reasoning("google's", "fareway:gemini:ghi", ""),
                                new Part.Text("Hi")))));

        JsonNode content = written(conversation, new Losses()).at("/messages/1/content");

        assertThat(content).hasSize(3);
        assertThat(content.at("/0/reasoningContent/reasoningText/signature").asText())
                .isEqualTo("abc");
        assertThat(content.at("/1/reasoningContent/reasoningText/signature").asText())
                .isEqualTo("def");
    }

    @Test
    void tooLongPrompt_isToldApart() {
        byte[] body = "{\"message\":\"Input is too long for requested model.\"}".getBytes(StandardCharsets.UTF_8);

        ProviderError error = new BedrockWire().error(400, body);

        assertThat(error.kind()).isEqualTo(ProviderError.Kind.CONTEXT_LENGTH);
    }

    private static JsonNode written(Conversation conversation, Losses losses) {
        WireTarget target = new WireTarget(CLAUDE, false, Prefill.NONE, 4096);
        WireRequest request = new BedrockWire().write(conversation, target, losses);
        return Json.parseObject(request.body()).orElseThrow();
    }

    private static Part result(String id, String text) {
        return new Part.ToolResult(id, "f", List.of(new Part.Text(text)), false, Optional.empty());
    }
}
