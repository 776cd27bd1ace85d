package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
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

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_EMBEDDINGS;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(
                "/embeddings",
                JsonFields.with(
                        body, Map.of("model", TextNode.valueOf(target.model()).toString())));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        throw new UnsupportedOperationException("embeddings are not continued");
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        throw new UnsupportedOperationException("a conversation is no text to embed");
    }

    /** The vectors stay in the bytes that are handed on; what is read is the usage. */
    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        if (answer.path("data").isEmpty()) {
            throw new MalformedAnswerException(
                    answer.has("error") ? "status 200 with an error inside" : "an answer without embeddings");
        }
        return new WholeAnswer("", answer.path("model").asText(), 0, List.of(), OpenAiUsage.read(answer.path("usage")));
    }

    @Override
    public StreamReader reader() {
        throw new UnsupportedOperationException("embeddings are not streamed");
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return ChatErrors.read(status, body);
    }
}
