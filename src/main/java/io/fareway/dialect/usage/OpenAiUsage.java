package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.Meter;
import io.fareway.model.Metering;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usage} object of OpenAI's chat completions, and of those who follow them, into disjoint classes.
 *
 * <p>Source: <a href="https://platform.openai.com/docs/api-reference/chat/object">the chat completion object</a>.
 * {@code prompt_tokens} includes {@code prompt_tokens_details.cached_tokens}, {@code .audio_tokens} and {@code
 * .image_tokens}; {@code completion_tokens} includes {@code completion_tokens_details.reasoning_tokens}, {@code
 * .audio_tokens} and {@code .image_tokens}. DeepSeek reports cached tokens as {@code prompt_cache_hit_tokens}, also
 * inside {@code prompt_tokens}, Moonshot as {@code cached_tokens}; OpenRouter those written to a cache as {@code cache_write_tokens}. xAI counts reasoning
 * outside {@code completion_tokens}: its {@code total_tokens} then is the sum of all three.
 */
public final class OpenAiUsage {

    private OpenAiUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usage} value of an answer or of a stream's last chunk
     * @return empty when there is no usage object or it lacks the two main counts
     */
    public static Optional<Usage> read(JsonNode usage) {
        if (!usage.path("prompt_tokens").canConvertToLong()) {
            return Optional.empty();
        }
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        readPrompt(usage, tokens);
        readAnswer(usage, tokens);
        return Optional.of(new Usage(tokens, false, metering(usage)));
    }

    private static void readPrompt(JsonNode usage, Map<TokenClass, Long> tokens) {
        JsonNode details = usage.path("prompt_tokens_details");
        long left = Math.max(0, usage.path("prompt_tokens").asLong());
        long cached = within(left, cached(usage));
        left -= cached;
        long written = within(left, details.path("cache_write_tokens").asLong());
        left -= written;
        long audio = within(left, details.path("audio_tokens").asLong());
        left -= audio;
        long image = within(left, details.path("image_tokens").asLong());
        tokens.put(TokenClass.CACHE_READ, cached);
        tokens.put(TokenClass.CACHE_WRITE_5M, written);
        tokens.put(TokenClass.AUDIO_INPUT, audio);
        tokens.put(TokenClass.IMAGE_INPUT, image);
        tokens.put(TokenClass.INPUT, left - image);
    }

    private static long cached(JsonNode usage) {
        long beside = usage.path("prompt_cache_hit_tokens")
                .asLong(usage.path("cached_tokens").asLong());
        return usage.path("prompt_tokens_details").path("cached_tokens").asLong(beside);
    }

    private static void readAnswer(JsonNode usage, Map<TokenClass, Long> tokens) {
        JsonNode details = usage.path("completion_tokens_details");
        long said = Math.max(0, usage.path("completion_tokens").asLong());
        long reasoning = Math.max(0, details.path("reasoning_tokens").asLong());
        long total = usage.path("total_tokens").asLong();
        boolean outside = reasoning > 0 && total == usage.path("prompt_tokens").asLong() + said + reasoning;
        long left = outside ? said + reasoning : said;
        reasoning = within(left, reasoning);
        left -= reasoning;
        long audio = within(left, details.path("audio_tokens").asLong());
        left -= audio;
        long image = within(left, details.path("image_tokens").asLong());
        tokens.put(TokenClass.REASONING, reasoning);
        tokens.put(TokenClass.AUDIO_OUTPUT, audio);
        tokens.put(TokenClass.IMAGE_OUTPUT, image);
        tokens.put(TokenClass.OUTPUT, left - image);
    }

    /** xAI and Perplexity charge for searches: {@code num_sources_used} and {@code num_search_queries}. */
    private static Metering metering(JsonNode usage) {
        long searches = usage.path("num_sources_used")
                .asLong(usage.path("num_search_queries").asLong());
        return searches > 0 ? Metering.of(Map.of(Meter.SEARCH, BigDecimal.valueOf(searches))) : Metering.NONE;
    }

    /** The same as callers of chat completions read it: cached and spoken tokens inside the two main counts. */
    public static ObjectNode write(Usage usage) {
        ObjectNode written = Json.object();
        written.put("prompt_tokens", usage.prompt());
        written.put("completion_tokens", usage.answer());
        written.put("total_tokens", usage.total());
        written.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.of(TokenClass.CACHE_READ))
                .put("audio_tokens", usage.of(TokenClass.AUDIO_INPUT));
        written.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.of(TokenClass.REASONING))
                .put("audio_tokens", usage.of(TokenClass.AUDIO_OUTPUT));
        return written;
    }

    /** A part can never exceed its whole, whatever a provider says. */
    private static long within(long whole, long part) {
        return Math.clamp(part, 0, Math.max(0, whole));
    }
}
