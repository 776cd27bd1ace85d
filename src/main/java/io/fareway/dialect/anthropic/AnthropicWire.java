package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.MalformedAnswerException;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.StreamReader;
import io.fareway.dialect.TokenCounting;
import io.fareway.dialect.WireFormat;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Anthropic's messages as Anthropic speaks them.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/create">create a message</a>.
 */
@Component
public class AnthropicWire implements WireFormat, TokenCounting {

    private static final String PATH = "/messages";
    private static final String COUNT_PATH = PATH + "/count_tokens";
    private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(PATH, HEADERS, JsonFields.with(body, changes(json, Optional.empty(), target)));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        return new WireRequest(PATH, HEADERS, JsonFields.with(body, changes(json, Optional.of(begun), target)));
    }

    /** The fields that differ from the caller's, as JSON text by name. */
    static Map<String, String> changes(JsonNode request, Optional<String> begun, WireTarget target) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("model", TextNode.valueOf(target.model()).toString());
        JsonNode messages = request.path("messages");
        Optional<ArrayNode> own = ForeignThoughts.removed(messages);
        own.ifPresent(cleaned -> changes.put("messages", cleaned.toString()));
        begun.ifPresent(text -> {
            ArrayNode continued = own.orElse((ArrayNode) messages).deepCopy();
            changes.put("messages", continued.add(TurnWriter.begun(text)).toString());
        });
        return changes;
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = new MessageRequestWriter(conversation, target, losses).write();
        return new WireRequest(PATH, HEADERS, request.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WholeAnswer read(JsonNode answer) throws MalformedAnswerException {
        return MessageAnswers.read(answer);
    }

    @Override
    public StreamReader reader() {
        return new MessageStreamReader();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return AnthropicErrors.read(status, body);
    }

    @Override
    public WireRequest passCount(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(COUNT_PATH, HEADERS, JsonFields.with(body, changes(json, Optional.empty(), target)));
    }

    @Override
    public WireRequest writeCount(Conversation conversation, WireTarget target) {
        ObjectNode question =
                MessageCounts.question(new MessageRequestWriter(conversation, target, new Losses()).write());
        return new WireRequest(COUNT_PATH, HEADERS, question.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OptionalLong readCount(JsonNode answer) {
        return MessageCounts.read(answer);
    }
}
