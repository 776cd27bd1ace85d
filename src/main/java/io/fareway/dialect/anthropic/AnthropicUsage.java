package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code usage} object of Anthropic's messages.
 *
 * <p>Source: <a href="https://platform.claude.com/docs/en/api/messages">the Message object</a> and <a
 * href="https://platform.claude.com/docs/en/build-with-claude/prompt-caching">prompt caching</a>. {@code input_tokens}
 * counts only what was neither read from nor written to a cache; {@code cache_creation} splits {@code
 * cache_creation_input_tokens} by lifetime; {@code output_tokens} includes {@code output_tokens_details.thinking_tokens}.
 */
public final class AnthropicUsage {

    private AnthropicUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usage} value of a message; of a stream, that of {@code message_start} with the later ones of
     *     {@code message_delta} merged over it
     * @return empty when there is no usage object or it lacks the two main counts
     */
    public static Optional<Usage> read(JsonNode usage) {
        if (!usage.path("input_tokens").canConvertToLong()
                || !usage.path("output_tokens").canConvertToLong()) {
            return Optional.empty();
        }
        long output = count(usage, "output_tokens");
        long thinking = Math.min(output, count(usage.path("output_tokens_details"), "thinking_tokens"));
        long written = count(usage, "cache_creation_input_tokens");
        long hour = Math.min(written, count(usage.path("cache_creation"), "ephemeral_1h_input_tokens"));

        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, count(usage, "input_tokens"));
        tokens.put(TokenClass.CACHE_READ, count(usage, "cache_read_input_tokens"));
        tokens.put(TokenClass.CACHE_WRITE_1H, hour);
        tokens.put(TokenClass.CACHE_WRITE_5M, written - hour);
        tokens.put(TokenClass.OUTPUT, output - thinking);
        tokens.put(TokenClass.REASONING, thinking);
        return Optional.of(new Usage(tokens, false));
    }

    private static long count(JsonNode object, String field) {
        return Math.max(0, object.path(field).asLong());
    }

    /** The same as callers of messages read it; images and sounds count as input, as they do there. */
    public static ObjectNode write(Usage usage) {
        long fiveMinutes = usage.of(TokenClass.CACHE_WRITE_5M);
        long hour = usage.of(TokenClass.CACHE_WRITE_1H);
        long read = usage.of(TokenClass.CACHE_READ);
        ObjectNode written = Json.object()
                .put("input_tokens", usage.prompt() - fiveMinutes - hour - read)
                .put("cache_creation_input_tokens", fiveMinutes + hour)
                .put("cache_read_input_tokens", read)
                .put("output_tokens", usage.answer());
        written.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", fiveMinutes)
                .put("ephemeral_1h_input_tokens", hour);
        written.putObject("output_tokens_details").put("thinking_tokens", usage.of(TokenClass.REASONING));
        return written;
    }
}
