package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Chat completions of Azure OpenAI: the same bodies at an address that names the deployment. The API version is a query
 * parameter of the provider.
 *
 * <p>Wire format: <a href="https://learn.microsoft.com/azure/ai-services/openai/reference">Azure OpenAI REST reference</a>.
 */
@Component
public class AzureOpenAiWire implements WireFormat {

    private final OpenAiChatWire chat;

    AzureOpenAiWire(OpenAiChatWire chat) {
        this.chat = chat;
    }

    @Override
    public Dialect dialect() {
        return Dialect.AZURE_OPENAI;
    }

    @Override
    public boolean passes(Dialect caller) {
        return chat.passes(caller);
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return at(target, chat.pass(body, json, target));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        return at(target, chat.passContinuing(body, json, begun, target));
    }

    /** Deployments carry names of their owner's choice; the models behind them are OpenAI's. */
    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        return at(target, chat.write(conversation, target, true, losses));
    }

    /** The same request where the deployment stands in the path. */
    static WireRequest at(WireTarget target, WireRequest request) {
        String deployment = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return new WireRequest("/openai/deployments/" + deployment + request.path(), request.headers(), request.body());
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return chat.read(answer);
    }

    @Override
    public StreamReader reader() {
        return chat.reader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return chat.error(status, body);
    }
}
