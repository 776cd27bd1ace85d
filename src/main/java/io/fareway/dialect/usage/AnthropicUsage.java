package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.Meter;
import io.fareway.model.Metering;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usage} object of Anthropic's messages into disjoint classes.
 *
 * <p>Source: <a href="https://docs.anthropic.com/en/api/messages">the Message object</a> and <a
 * href="https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching">prompt caching</a>. {@code input_tokens}
 * counts only what was neither read from nor written to a cache; {@code cache_creation} splits {@code
 * cache_creation_input_tokens} by lifetime; {@code output_tokens} includes {@code
 * output_tokens_details.thinking_tokens}. In a stream, {@code message_start}
 * holds the prompt's counts and the last {@code message_delta} the cumulative ones: give the later object, merged over
 * the earlier.
 */
public final class AnthropicUsage {

    private AnthropicUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usage} value of a message
     * @return empty when there is no usage object or it lacks the two main counts
     */
    public static Optional<Usage> read(JsonNode usage) {
        if (!usage.path("input_tokens").canConvertToLong()
                || !usage.path("output_tokens").canConvertToLong()) {
            return Optional.empty();
        }
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, count(usage, "input_tokens"));
        tokens.put(TokenClass.CACHE_READ, count(usage, "cache_read_input_tokens"));
        long output = count(usage, "output_tokens");
        long thinking = Math.min(output, count(usage.path("output_tokens_details"), "thinking_tokens"));
        tokens.put(TokenClass.OUTPUT, output - thinking);
        tokens.put(TokenClass.REASONING, thinking);

        long written = count(usage, "cache_creation_input_tokens");
        long hour = Math.min(written, count(usage.path("cache_creation"), "ephemeral_1h_input_tokens"));
        tokens.put(TokenClass.CACHE_WRITE_1H, hour);
        tokens.put(TokenClass.CACHE_WRITE_5M, written - hour);
        return Optional.of(new Usage(tokens, false, metering(usage)));
    }

    private static Metering metering(JsonNode usage) {
        long searches = count(usage.path("server_tool_use"), "web_search_requests");
        return new Metering(
                Map.of(Meter.SEARCH, BigDecimal.valueOf(searches)),
                ServiceTier.named(usage.path("service_tier").asText()),
                region(usage.path("inference_geo").asText()));
    }

    /** {@code global} and {@code not_available} are not places. */
    private static String region(String geo) {
        return geo.equals("us") ? geo : "";
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
