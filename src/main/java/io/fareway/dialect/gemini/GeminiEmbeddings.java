package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.EmbeddingPurpose;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.AnswerForm;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Gemini's embeddings as callers speak them: one content, or several requests at once.
 *
 * <p>Wire format: <a href="https://ai.google.dev/api/embeddings">embedContent and batchEmbedContents</a>.
 */
@Component
public class GeminiEmbeddings implements ClientDialect {

    private static final String REQUESTS = "requests";
    private static final String OUTPUT_DIMENSIONALITY = "outputDimensionality";

    /** They say where to find the model, and what is embedded. */
    private static final Set<String> UNDERSTOOD = Set.of("model", "content");

    private static final List<String> ALIKE = List.of(OUTPUT_DIMENSIONALITY, EmbeddingPurpose.OF_GOOGLE);

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI_EMBEDDINGS;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        GeminiPath address = GeminiPath.read(path);
        boolean several = address.method() == GeminiPath.Method.BATCH_EMBED_CONTENTS;
        List<JsonNode> requests = several ? requests(body) : List.of(body);
        List<String> texts = new ArrayList<>();
        Map<String, JsonNode> other = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            String at = several ? REQUESTS + "[" + i + "]." : "";
            texts.add(text(requests.get(i), at, other));
            noteOther(requests.get(i), at, other);
        }
        noteAlike(requests, other);
        return new Asked(
                address.model(),
                false,
                false,
                "",
                Embeddings.of(texts, other),
                several ? AnswerForm.USUAL : AnswerForm.SINGLE_VECTOR);
    }

    private static List<JsonNode> requests(JsonNode body) {
        JsonNode requests = RequestFields.requireArray(body, REQUESTS, REQUESTS);
        if (requests.isEmpty()) {
            throw RequestError.invalid(REQUESTS, "'requests' is empty. Send at least one.");
        }
        List<JsonNode> all = new ArrayList<>(requests.size());
        requests.forEach(all::add);
        return all;
    }

    private static String text(JsonNode request, String at, Map<String, JsonNode> other) {
        JsonNode parts = request.path("content").path("parts");
        if (!parts.isArray() || parts.isEmpty()) {
            throw RequestError.invalid(
                    at + "content", "'" + at + "content' must be an object with an array of 'parts', at least one.");
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).path("text").isTextual()) {
                words.add(parts.get(i).path("text").textValue());
            } else {
                other.put(at + "content.parts[" + i + "]", parts.get(i));
            }
        }
        return String.join("\n", words);
    }

    private static void noteOther(JsonNode request, String at, Map<String, JsonNode> other) {
        request.properties().forEach(field -> {
            boolean understood =
                    ALIKE.contains(Fields.camel(field.getKey())) || UNDERSTOOD.contains(Fields.camel(field.getKey()));
            if (!understood && !field.getValue().isNull()) {
                other.put(at + field.getKey(), field.getValue());
            }
        });
    }

    /** Other dialects say these once for all texts. */
    private static void noteAlike(List<JsonNode> requests, Map<String, JsonNode> other) {
        for (String field : ALIKE) {
            List<JsonNode> asked = requests.stream()
                    .map(request -> Fields.at(request, field))
                    .distinct()
                    .toList();
            if (asked.size() > 1) {
                other.put(REQUESTS + " (" + field + " that differs)", asked.getLast());
            } else if (asked.getFirst().isValueNode() && !asked.getFirst().isNull()) {
                other.put(field.equals(OUTPUT_DIMENSIONALITY) ? Embeddings.DIMENSIONS : field, asked.getFirst());
            }
        }
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        ObjectNode written = Json.object();
        if (asked.form() == AnswerForm.SINGLE_VECTOR) {
            Embeddings.vectors(answer)
                    .forEach(vector -> written.putObject("embedding").set("values", vector));
        } else {
            ArrayNode embeddings = written.putArray("embeddings");
            Embeddings.vectors(answer).forEach(vector -> embeddings.addObject().set("values", vector));
        }
        answer.usage().ifPresent(usage -> written.putObject("usageMetadata").put("promptTokenCount", usage.prompt()));
        return written;
    }

    @Override
    public ObjectNode error(RequestError error) {
        return GeminiErrors.write(error);
    }
}
