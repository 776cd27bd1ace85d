package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.usage.CohereUsage;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Cohere's embeddings as Cohere speaks them. The base URL is {@code https://api.cohere.com/v2}.
 *
 * <p>Wire format: <a href="https://docs.cohere.com/reference/embed">embed</a>.
 */
@Component
public class CohereEmbeddingsWire implements WireFormat {

    @Override
    public Dialect dialect() {
        return Dialect.COHERE_EMBEDDINGS;
    }

    @Override
    public Map<String, JsonNode> usualFields(WireTarget target) {
        return CohereEmbedRequest.USUAL_FIELDS;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = CohereEmbedRequest.of(conversation, losses).put("model", target.model());
        return new WireRequest("/embed", request.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return Embeddings.answer(
                "", Embeddings.floats(answer.path("embeddings")), CohereUsage.read(answer.path("meta")));
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return CohereErrors.read(status, body);
    }
}
