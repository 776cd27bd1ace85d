package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.RequestFields;
import io.fareway.model.RequestError;
import io.fareway.model.Usage;
import io.fareway.model.conversation.AnswerForm;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * OpenAI embeddings as callers speak them.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/embeddings/create">create embeddings</a>.
 */
@Component
public class OpenAiEmbeddings implements ClientDialect {

    private static final Set<String> UNDERSTOOD = Set.of("model", "input", "encoding_format", "user");

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_EMBEDDINGS;
    }

    @Override
    public Asked read(JsonNode body, String path) {
        RequestFields.requireModel(body);
        JsonNode input = body.path("input");
        boolean something = input.isTextual() || (input.isArray() && !input.isEmpty());
        if (!something) {
            throw RequestError.invalid(
                    "input",
                    "'input' must be a text, or an array of texts or tokens with at least one of them, not "
                            + RequestFields.kind(input) + ".");
        }
        Map<String, JsonNode> other = new LinkedHashMap<>();
        List<String> texts = texts(input, other);
        body.properties().forEach(field -> {
            if (!UNDERSTOOD.contains(field.getKey()) && !field.getValue().isNull()) {
                other.put(field.getKey(), field.getValue());
            }
        });
        boolean bytes = body.path("encoding_format").asText().equals("base64");
        return new Asked(
                body.path("model").textValue(),
                false,
                false,
                "",
                Embeddings.of(texts, other),
                bytes ? AnswerForm.BASE64_VECTORS : AnswerForm.USUAL);
    }

    /** Tokens are those of one vendor's vocabulary: no other can read them. */
    private static List<String> texts(JsonNode input, Map<String, JsonNode> other) {
        if (input.isTextual()) {
            return List.of(input.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : input) {
            if (text.isTextual()) {
                texts.add(text.textValue());
            } else {
                other.put(Embeddings.TOKENS, input);
            }
        }
        return texts;
    }

    @Override
    public ObjectNode write(WholeAnswer answer, Asked asked) {
        ObjectNode written = Json.object().put("object", "list");
        ArrayNode data = written.putArray("data");
        for (JsonNode vector : Embeddings.vectors(answer)) {
            data.addObject()
                    .put("object", "embedding")
                    .put("index", data.size() - 1)
                    .set("embedding", asked.form() == AnswerForm.BASE64_VECTORS ? base64(vector) : vector);
        }
        written.put("model", answer.model().isEmpty() ? asked.model() : answer.model());
        long tokens = answer.usage().map(Usage::prompt).orElse(0L);
        written.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return written;
    }

    private static JsonNode base64(JsonNode vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(number -> bytes.putFloat(number.floatValue()));
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.array()));
    }

    @Override
    public ObjectNode error(RequestError error) {
        return ChatErrors.write(error);
    }
}
