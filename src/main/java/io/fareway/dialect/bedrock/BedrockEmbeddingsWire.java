package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.dialect.cohere.CohereEmbedRequest;
import io.fareway.model.Usage;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Text embeddings on Amazon Bedrock, through InvokeModel: each vendor's model has its own body there. Titan takes one text
 * a call; Cohere's answers do not say how many tokens they took.
 *
 * <p>Wire format: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Titan</a>, <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Cohere</a>.
 */
@Component
public class BedrockEmbeddingsWire implements WireFormat {

    @Override
    public Dialect dialect() {
        return Dialect.BEDROCK_EMBEDDINGS;
    }

    /** Inference profiles put a region before the vendor. */
    private static boolean isOfCohere(WireTarget target) {
        return target.model().contains("cohere.");
    }

    @Override
    public Map<String, JsonNode> usualFields(WireTarget target) {
        return isOfCohere(target) ? CohereEmbedRequest.USUAL_FIELDS : Map.of();
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request =
                isOfCohere(target) ? CohereEmbedRequest.of(conversation, losses) : titan(conversation, losses);
        String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return new WireRequest("/model/" + model + "/invoke", request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode titan(Conversation conversation, Losses losses) {
        List<String> texts = Embeddings.texts(conversation);
        losses.loseIf(texts.size() > 1, Embeddings.FURTHER_TEXTS);
        ObjectNode request = Json.object();
        texts.stream().findFirst().ifPresent(text -> request.put("inputText", text));
        conversation.other().forEach((field, value) -> {
            if (field.equals(Embeddings.DIMENSIONS)) {
                request.set(field, value);
            } else {
                losses.lose(field);
            }
        });
        return request;
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        if (answer.has("embedding")) {
            Optional<Usage> usage = Json.whole(answer, "inputTextTokenCount").stream()
                    .filter(count -> count >= 0)
                    .mapToObj(count -> Usage.ofText(count, 0, false))
                    .findFirst();
            return Embeddings.answer("", Embeddings.required(List.of(answer.path("embedding"))), usage);
        }
        return Embeddings.answer("", Embeddings.floats(answer.path("embeddings")), Optional.empty());
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return ConverseErrors.read(status, body);
    }
}
