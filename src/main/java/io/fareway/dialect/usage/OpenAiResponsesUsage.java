package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usage} object of OpenAI's responses and images into disjoint classes.
 *
 * <p>Source: <a href="https://platform.openai.com/docs/api-reference/responses/object">the response object</a> and <a
 * href="https://platform.openai.com/docs/api-reference/images/object">the image generation response</a>. {@code
 * input_tokens} includes {@code input_tokens_details.cached_tokens}, {@code .cache_write_tokens} and {@code .image_tokens}; {@code output_tokens}
 * includes {@code output_tokens_details.reasoning_tokens} and {@code .image_tokens}.
 */
public final class OpenAiResponsesUsage {

    private OpenAiResponsesUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usage} value of a response
     * @return empty when there is no usage object or it lacks the prompt's count
     */
    public static Optional<Usage> read(JsonNode usage) {
        if (!usage.path("input_tokens").canConvertToLong()) {
            return Optional.empty();
        }
        JsonNode in = usage.path("input_tokens_details");
        JsonNode out = usage.path("output_tokens_details");
        long prompt = Math.max(0, usage.path("input_tokens").asLong());
        long cached = within(prompt, in.path("cached_tokens").asLong());
        long written = within(prompt - cached, in.path("cache_write_tokens").asLong());
        long image = within(prompt - cached - written, in.path("image_tokens").asLong());
        long answer = Math.max(0, usage.path("output_tokens").asLong());
        long reasoning = within(answer, out.path("reasoning_tokens").asLong());
        long drawn = within(answer - reasoning, out.path("image_tokens").asLong());

        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, prompt - cached - written - image);
        tokens.put(TokenClass.CACHE_READ, cached);
        tokens.put(TokenClass.CACHE_WRITE_5M, written);
        tokens.put(TokenClass.IMAGE_INPUT, image);
        tokens.put(TokenClass.OUTPUT, answer - reasoning - drawn);
        tokens.put(TokenClass.REASONING, reasoning);
        tokens.put(TokenClass.IMAGE_OUTPUT, drawn);
        return Optional.of(new Usage(tokens, false));
    }

    private static long within(long whole, long part) {
        return Math.clamp(part, 0, whole);
    }

    /** The same as callers of responses read it: cached and reasoning tokens inside the two main counts. */
    public static ObjectNode write(Usage usage) {
        ObjectNode written = Json.object();
        written.put("input_tokens", usage.prompt());
        written.putObject("input_tokens_details")
                .put("cached_tokens", usage.of(TokenClass.CACHE_READ))
                .put("cache_write_tokens", usage.of(TokenClass.CACHE_WRITE_5M) + usage.of(TokenClass.CACHE_WRITE_1H));
        written.put("output_tokens", usage.answer());
        written.putObject("output_tokens_details").put("reasoning_tokens", usage.of(TokenClass.REASONING));
        written.put("total_tokens", usage.total());
        return written;
    }
}
