package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.Json;
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
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(
                PATH,
                JsonFields.with(
                        body, Map.of("model", TextNode.valueOf(target.model()).toString())));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        ArrayNode messages = json.path("messages") instanceof ArrayNode given
                ? given.deepCopy()
                : Json.object().arrayNode();
        messages.addObject().put("role", "assistant").put("content", begun);
        return pass(JsonFields.with(body, Map.of("messages", messages.toString())), json, target);
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
