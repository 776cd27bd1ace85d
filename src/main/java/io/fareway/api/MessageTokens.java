package io.fareway.api;

import io.fareway.dialect.anthropic.AnthropicClient;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Tool;
import io.fareway.provider.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Answers {@code /v1/messages/count_tokens} with the gateway's own estimate of words and tools: which provider will answer
 * is decided only when the request itself comes, and each counts in its own way.
 */
@Component
public class MessageTokens {

    private final ChatRequestReader reader;
    private final AnthropicClient dialect;
    private final TokenCounter tokens;

    MessageTokens(ChatRequestReader reader, AnthropicClient dialect, TokenCounter tokens) {
        this.reader = reader;
        this.dialect = dialect;
        this.tokens = tokens;
    }

    /** Puts the count into the exchange. */
    public void count(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] body = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        Asked asked = dialect.readUnlimited(reader.readObject(body));
        long counted = tokens.count(asked.conversation())
                + asked.conversation().tools().stream().mapToLong(this::count).sum();

        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(dialect.writeCount(counted).toString().getBytes(StandardCharsets.UTF_8));
    }

    private long count(Tool tool) {
        return switch (tool) {
            case Tool.Function function ->
                tokens.count(function.name())
                        + tokens.count(function.description())
                        + tokens.count(function.parameters().toString());
            case Tool.Hosted hosted -> tokens.count(hosted.json().toString());
        };
    }
}
