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

/** Anthropic's messages, wherever they are spoken: hosts differ in the address and in how the version is told. */
abstract class MessagesWire implements WireFormat {

    /** The address below the base URL. */
    abstract String path(WireTarget target);

    /** Headers of every request. */
    Map<String, String> headers() {
        return Map.of();
    }

    /** A translated request in this host's form. */
    ObjectNode hosted(ObjectNode request) {
        return request;
    }

    /**
     * A caller's own bytes in this host's form.
     *
     * @param changes fields that differ anyway, as JSON text by name
     */
    byte[] hosted(byte[] body, Map<String, String> changes) {
        return JsonFields.with(body, changes);
    }

    @Override
    public boolean passes(Dialect caller) {
        return caller == Dialect.ANTHROPIC;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return new WireRequest(path(target), headers(), hosted(body, changes(json, Optional.empty(), target)));
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        return new WireRequest(path(target), headers(), hosted(body, changes(json, Optional.of(begun), target)));
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
        ObjectNode request = hosted(new MessageRequestWriter(conversation, target, losses).write());
        return new WireRequest(path(target), headers(), request.toString().getBytes(StandardCharsets.UTF_8));
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
}
