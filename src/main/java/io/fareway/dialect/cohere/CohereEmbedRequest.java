package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.EmbeddingPurpose;
import io.fareway.dialect.Embeddings;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import io.fareway.model.conversation.Conversation;
import java.util.Map;

/** What Cohere's models are asked for vectors with, at Cohere and on Amazon Bedrock: all but the model's name. */
public final class CohereEmbedRequest {

    /** Models from version 3 on refuse requests that do not say what the vectors are for. */
    public static final Map<String, JsonNode> USUAL_FIELDS =
            Map.of(EmbeddingPurpose.OF_COHERE, TextNode.valueOf(EmbeddingPurpose.SEARCH_DOCUMENT.label()));

    private CohereEmbedRequest() {}

    /** The body, but for the {@link #USUAL_FIELDS}. */
    public static ObjectNode of(Conversation conversation, Losses losses) {
        ObjectNode request = Json.object();
        request.putArray("embedding_types").add("float");
        Embeddings.texts(conversation).forEach(request.putArray("texts")::add);
        conversation.other().forEach((field, value) -> {
            if (field.equals(Embeddings.DIMENSIONS)) {
                request.set("output_dimension", value);
            } else {
                EmbeddingPurpose.inCoheresWords(field, value)
                        .ifPresentOrElse(
                                purpose -> request.put(EmbeddingPurpose.OF_COHERE, purpose), () -> losses.lose(field));
            }
        });
        return request;
    }
}
