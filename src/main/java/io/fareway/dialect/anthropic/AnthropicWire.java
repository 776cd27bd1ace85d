package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Losses;
import io.fareway.dialect.TokenCounting;
import io.fareway.dialect.WireRequest;
import io.fareway.dialect.WireTarget;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import java.nio.charset.StandardCharsets;
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
public class AnthropicWire extends MessagesWire implements TokenCounting {

    private static final String PATH = "/messages";
    private static final String COUNT_PATH = PATH + "/count_tokens";
    private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    String path(WireTarget target) {
        return PATH;
    }

    @Override
    Map<String, String> headers() {
        return HEADERS;
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
