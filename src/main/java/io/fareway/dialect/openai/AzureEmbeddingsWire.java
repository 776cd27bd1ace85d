package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import org.springframework.stereotype.Component;

/**
 * OpenAI embeddings on Azure: the same bodies at an address that names the deployment.
 *
 * <p>Wire format: <a href="https://learn.microsoft.com/azure/ai-services/openai/reference#embeddings">Azure OpenAI REST
 * reference</a>.
 */
@Component
public class AzureEmbeddingsWire implements WireFormat {

    private final OpenAiEmbeddingsWire embeddings;

    AzureEmbeddingsWire(OpenAiEmbeddingsWire embeddings) {
        this.embeddings = embeddings;
    }

    @Override
    public Dialect dialect() {
        return Dialect.AZURE_OPENAI_EMBEDDINGS;
    }

    @Override
    public boolean passes(Dialect caller) {
        return embeddings.passes(caller);
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return AzureOpenAiWire.at(target, embeddings.pass(body, json, target));
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        return AzureOpenAiWire.at(target, embeddings.write(conversation, target, losses));
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return embeddings.read(answer);
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return embeddings.error(status, body);
    }
}
