package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.EmbeddingPurpose;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Text embeddings as Google Vertex AI speaks them. The base URL ends with {@code
 * /projects/PROJECT/locations/REGION/publishers/google}.
 *
 * <p>Wire format: <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">text embeddings</a>.
 */
@Component
public class VertexEmbeddingsWire implements WireFormat {

    @Override
    public Dialect dialect() {
        return Dialect.VERTEX_EMBEDDINGS;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = Json.object();
        ArrayNode instances = request.putArray("instances");
        Embeddings.texts(conversation).forEach(text -> instances.addObject().put("content", text));
        conversation.other().forEach((field, value) -> {
            if (field.equals(Embeddings.DIMENSIONS)) {
                request.withObject("/parameters").set("outputDimensionality", value);
            } else {
                EmbeddingPurpose.inGooglesWords(field, value)
                        .ifPresentOrElse(task -> nameTask(instances, task), () -> losses.lose(field));
            }
        });
        return new WireRequest(
                "/models/" + target.model() + ":predict", request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void nameTask(ArrayNode instances, String task) {
        instances.forEach(instance -> ((ObjectNode) instance).put("task_type", task));
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        List<JsonNode> vectors = new ArrayList<>();
        answer.path("predictions")
                .forEach(prediction -> vectors.add(prediction.path("embeddings").path("values")));
        return Embeddings.answer("", Embeddings.required(vectors), usage(answer.path("predictions")));
    }

    /** Each text has a count of its own. */
    private static Optional<Usage> usage(JsonNode predictions) {
        long tokens = 0;
        for (JsonNode prediction : predictions) {
            OptionalLong counted = Json.whole(prediction.path("embeddings").path("statistics"), "token_count");
            if (counted.isEmpty() || counted.getAsLong() < 0) {
                return Optional.empty();
            }
            tokens += counted.getAsLong();
        }
        return Optional.of(Usage.ofText(tokens, 0, false));
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return GeminiErrors.read(status, body);
    }
}
