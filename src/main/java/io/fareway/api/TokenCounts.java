package io.fareway.api;

import io.fareway.dialect.CountingClient;
import io.fareway.dialect.Translations;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.model.conversation.Tool;
import io.fareway.provider.ProviderCounts;
import io.fareway.provider.ProviderCounts.Counted;
import io.fareway.provider.RevisionSettings;
import io.fareway.provider.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.stereotype.Component;

/**
 * Tells how many tokens a request would have: as a provider counts them that could be sent it, else by the
 * gateway's own estimate of words and tools. The header {@code x-fareway-token-count} says which.
 */
@Component
public class TokenCounts {

    private static final String SOURCE = "x-fareway-token-count";

    private final ChatRequestReader reader;
    private final Translations dialects;
    private final CountPlanner planner;
    private final ProviderCounts providers;
    private final TokenCounter tokens;

    TokenCounts(
            ChatRequestReader reader,
            Translations dialects,
            CountPlanner planner,
            ProviderCounts providers,
            TokenCounter tokens) {
        this.reader = reader;
        this.dialects = dialects;
        this.planner = planner;
        this.providers = providers;
        this.tokens = tokens;
    }

    /**
     * Puts the count into the exchange, in the dialect that its route names.
     *
     * @throws io.fareway.model.RequestError that names the field or header at fault
     */
    public void count(Exchange exchange) {
        PlatformHttpMessage http = exchange.getMessage(PlatformHttpMessage.class);
        Dialect dialect = CallerDialects.dialectOf(exchange);
        CountingClient client = dialects.counting(dialect);
        byte[] body = Optional.ofNullable(http.getBody(byte[].class)).orElse(new byte[0]);
        var json = reader.readObject(body);
        ChatRequest request = new ChatRequest(
                body, json, dialect, client.readForCount(json, http.getRequest().getRequestURI()));
        Journey unmade = planner.plan(http.getRequest(), request, RevisionSettings.of(exchange));
        exchange.getMessage().removeHeaders("*");
        Optional<Counted> counted = providers.ask(exchange, unmade);
        answer(exchange.getMessage(), client, counted, request.conversation());
    }

    private void answer(Message message, CountingClient client, Optional<Counted> counted, Conversation conversation) {
        long count = counted.map(Counted::tokens).orElseGet(() -> estimate(conversation));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(SOURCE, counted.map(by -> by.deployment().name()).orElse("estimate"));
        message.setBody(client.writeCount(count).toString().getBytes(StandardCharsets.UTF_8));
    }

    private long estimate(Conversation conversation) {
        return tokens.count(conversation)
                + conversation.tools().stream().mapToLong(this::count).sum();
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
