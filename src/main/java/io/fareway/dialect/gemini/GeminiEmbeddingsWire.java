package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.EmbeddingPurpose;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.usage.GeminiUsage;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Gemini's embeddings as AI Studio speaks them; Vertex AI has another form of them.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/embeddings">embedContent and batchEmbedContents</a>.
 */
@Component
public class GeminiEmbeddingsWire implements WireFormat {

    private static final String REQUESTS = "requests";

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI_EMBEDDINGS;
    }

    /** Every request of a batch repeats the model. */
    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        String name = TextNode.valueOf(GeminiPath.nameOf(target.model())).toString();
        if (json.path(REQUESTS) instanceof ArrayNode given) {
            ArrayNode requests = given.deepCopy();
            requests.forEach(request -> ((ObjectNode) request).put("model", GeminiPath.nameOf(target.model())));
            return new WireRequest(
                    path(target, "batchEmbedContents"), JsonFields.with(body, Map.of(REQUESTS, requests.toString())));
        }
        byte[] named = json.has("model") ? JsonFields.with(body, Map.of("model", name)) : body;
        return new WireRequest(path(target, "embedContent"), named);
    }

    /** Always as a batch: a caller of another dialect may have one text or many. */
    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode wishes = Json.object();
        conversation.other().forEach((field, value) -> {
            if (field.equals(Embeddings.DIMENSIONS)) {
                wishes.set("outputDimensionality", value);
            } else {
                EmbeddingPurpose.inGooglesWords(field, value)
                        .ifPresentOrElse(task -> wishes.put("taskType", task), () -> losses.lose(field));
            }
        });
        ObjectNode body = Json.object();
        ArrayNode requests = body.putArray(REQUESTS);
        for (String text : Embeddings.texts(conversation)) {
            ObjectNode request = requests.addObject().put("model", GeminiPath.nameOf(target.model()));
            request.putObject("content").putArray("parts").addObject().put("text", text);
            request.setAll(wishes);
        }
        return new WireRequest(
                path(target, "batchEmbedContents"), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String path(WireTarget target, String method) {
        return "/" + GeminiPath.nameOf(target.model()) + ":" + method;
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        List<JsonNode> vectors = new ArrayList<>();
        if (answer.path("embedding").isObject()) {
            vectors.add(answer.path("embedding").path("values"));
        }
        answer.path("embeddings").forEach(embedding -> vectors.add(embedding.path("values")));
        return Embeddings.answer("", Embeddings.required(vectors), GeminiUsage.read(answer.path("usageMetadata")));
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return GeminiErrors.read(status, body);
    }
}
