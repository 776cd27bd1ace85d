package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * OpenAI embeddings as providers speak them.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/embeddings/object">the embedding object</a>.
 */
@Component
public class OpenAiEmbeddingsWire implements WireFormat {

    private static final String PATH = "/embeddings";

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_EMBEDDINGS;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(
                PATH,
                JsonFields.with(
                        body, Map.of("model", TextNode.valueOf(target.model()).toString())));
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = Json.object().put("model", target.model());
        Embeddings.texts(conversation).forEach(request.putArray("input")::add);
        conversation.other().forEach((field, value) -> {
            if (field.equals(Embeddings.DIMENSIONS)) {
                request.set(field, value);
            } else {
                losses.lose(field);
            }
        });
        return new WireRequest(PATH, request.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        List<JsonNode> data = new ArrayList<>();
        answer.path("data").forEach(data::add);
        if (data.isEmpty()) {
            throw new MalformedAnswerException(
                    answer.has("error") ? "status 200 with an error inside" : "an answer without embeddings");
        }
        data.sort(Comparator.comparingInt(entry -> entry.path("index").asInt()));
        List<JsonNode> vectors =
                data.stream().map(entry -> entry.path("embedding")).toList();
        return Embeddings.answer(answer.path("model").asText(), vectors, OpenAiUsage.read(answer.path("usage")));
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return ChatErrors.read(status, body);
    }
}
