package io.fareway.batch;

import io.fareway.model.conversation.Dialect;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The addresses that a line of a job may name in {@code url}, each with the dialect of the bodies that go there. */
enum LineEndpoint {
    /** OpenAI chat completions. */
    CHAT_COMPLETIONS("/v1/chat/completions", Dialect.OPENAI_CHAT),
    /** OpenAI responses. */
    RESPONSES("/v1/responses", Dialect.OPENAI_RESPONSES),
    /** OpenAI embeddings. */
    EMBEDDINGS("/v1/embeddings", Dialect.OPENAI_EMBEDDINGS),
    /** OpenAI's legacy text completions. */
    COMPLETIONS("/v1/completions", Dialect.OPENAI_COMPLETIONS),
    /** Anthropic messages. */
    MESSAGES("/v1/messages", Dialect.ANTHROPIC);

    private final String path;
    private final Dialect dialect;

    LineEndpoint(String path, Dialect dialect) {
        this.path = path;
        this.dialect = dialect;
    }

    /** The endpoint at this address; empty when it is none of ours. */
    static Optional<LineEndpoint> of(String url) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.equals(url))
                .findFirst();
    }

    /** All addresses, for people. */
    static String all() {
        return Arrays.stream(values()).map(LineEndpoint::path).collect(Collectors.joining(", "));
    }

    String path() {
        return path;
    }

    Dialect dialect() {
        return dialect;
    }
}
