package io.fareway.dialect.cohere;

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
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Cohere's chat as Cohere speaks it. The base URL is {@code https://api.cohere.com/v2}.
 *
 * <p>Wire format: <a href="https://docs.cohere.com/reference/chat">chat</a>, <a
 * href="https://docs.cohere.com/reference/chat-stream">chat with streaming</a>.
 */
@Component
public class CohereWire implements WireFormat {

    private static final String PATH = "/chat";

    @Override
    public Dialect dialect() {
        return Dialect.COHERE;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        byte[] body = new CohereRequestWriter(conversation, target, losses)
                .write()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new WireRequest(PATH, body);
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return CohereAnswers.read(answer);
    }

    @Override
    public StreamReader reader() {
        return new CohereStreamReader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return CohereErrors.read(status, body);
    }
}
