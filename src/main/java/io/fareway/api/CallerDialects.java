package io.fareway.api;

import io.fareway.model.conversation.Dialect;
import org.apache.camel.Exchange;

/** Which dialect a caller speaks: by the route they came by, or where no route was reached by the path. */
public final class CallerDialects {

    /** Exchange property in which a route of {@code routes/10-api} names its dialect, for example {@code anthropic}. */
    private static final String DIALECT = "dialect";

    private CallerDialects() {}

    /** Names the dialect of this exchange, so that errors too are told in it. */
    public static void name(Exchange exchange, Dialect dialect) {
        exchange.setProperty(DIALECT, dialect.label());
    }

    /** The dialect that the route has named; OpenAI chat where it has not. */
    static Dialect dialectOf(Exchange exchange) {
        return Dialect.of(exchange.getProperty(DIALECT, "", String.class)).orElse(Dialect.OPENAI_CHAT);
    }

    /** The dialect whose SDKs ask under this path. */
    static Dialect dialectOf(String path) {
        if (path.startsWith("/v1/messages")) {
            return Dialect.ANTHROPIC;
        }
        return path.startsWith("/v1beta/") ? Dialect.GEMINI : Dialect.OPENAI_CHAT;
    }
}
