package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.TokenCounting;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Gemini as providers speak it: AI Studio, whose base URL ends with {@code /v1beta}, and Vertex AI, whose base URL ends
 * with {@code /publishers/google}. The provider's name of a model is the model's alone, or a whole path such as {@code
 * tunedModels/mine} or {@code endpoints/123}.
 *
 * <p>Wire formats: <a href="https://ai.google.dev/api/generate-content">AI Studio</a>, <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">Vertex AI</a>.
 */
@Component
public class GeminiWire implements WireFormat, TokenCounting {

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(pathOf(target), JsonFields.with(body, changes(json, target)));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        Map<String, String> changes = changes(json, target);
        ArrayNode contents = OwnSignatures.of(json.path("contents"));
        ObjectNode turn = contents.addObject().put("role", "model");
        turn.putArray("parts").addObject().put("text", begun);
        changes.put("contents", contents.toString());
        return new WireRequest(pathOf(target), JsonFields.with(body, changes));
    }

    /** The fields of a caller's request that cannot reach this model as they are, in JSON. */
    static Map<String, String> changes(JsonNode json, WireTarget target) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (json.has("model")) {
            changes.put(
                    "model", TextNode.valueOf(GeminiPath.nameOf(target.model())).toString());
        }
        if (OwnSignatures.hasForeign(json.path("contents"))) {
            changes.put("contents", OwnSignatures.of(json.path("contents")).toString());
        }
        return changes;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = new GeminiRequestWriter(conversation, target.model(), losses).write();
        return new WireRequest(pathOf(target), request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String pathOf(WireTarget target) {
        return "/" + GeminiPath.nameOf(target.model())
                + (target.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return GeminiAnswers.read(answer);
    }

    @Override
    public StreamReader reader() {
        return new GeminiStreamReader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return GeminiErrors.read(status, body);
    }

    @Override
    public WireRequest passCount(byte[] body, JsonNode json, WireTarget target) {
        return GeminiCounts.pass(body, json, target);
    }

    @Override
    public WireRequest writeCount(Conversation conversation, WireTarget target) {
        return GeminiCounts.write(new GeminiRequestWriter(conversation, target.model(), new Losses()).write(), target);
    }

    @Override
    public OptionalLong readCount(JsonNode answer) {
        return GeminiCounts.read(answer);
    }
}
