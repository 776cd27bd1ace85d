package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Anthropic's messages on the clouds: the model and the wish for a stream stand in the path, the version in the body. */
abstract class HostedAnthropicWire implements WireFormat {

    private static final String VERSION = "anthropic_version";

    private final String version;
    private final Set<String> inThePath;

    /**
     * One cloud's form.
     *
     * @param version its value of {@code anthropic_version}
     * @param inThePath fields that it refuses in the body
     */
    HostedAnthropicWire(String version, Set<String> inThePath) {
        this.version = version;
        this.inThePath = inThePath;
    }

    /** The address below the base URL. */
    abstract String path(WireTarget target);

    @Override
    public boolean passes(Dialect caller) {
        return caller == Dialect.ANTHROPIC;
    }

    @Override
    public WireRequest pass(byte[] body, JsonNode json, WireTarget target) {
        return passed(body, json, Optional.empty(), target);
    }

    @Override
    public WireRequest passContinuing(byte[] body, JsonNode json, String begun, WireTarget target) {
        return passed(body, json, Optional.of(begun), target);
    }

    private WireRequest passed(byte[] body, JsonNode json, Optional<String> begun, WireTarget target) {
        Map<String, String> changes = AnthropicWire.changes(json, begun, target);
        changes.put(VERSION, TextNode.valueOf(version).toString());
        changes.keySet().removeAll(inThePath);
        return new WireRequest(path(target), JsonFields.with(JsonFields.without(body, inThePath), changes));
    }

    @Override
    public WireRequest write(Conversation conversation, WireTarget target, Losses losses) {
        ObjectNode request = new MessageRequestWriter(conversation, target, losses).write();
        request.remove(inThePath);
        request.put(VERSION, version);
        return new WireRequest(path(target), request.toString().getBytes(StandardCharsets.UTF_8));
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
