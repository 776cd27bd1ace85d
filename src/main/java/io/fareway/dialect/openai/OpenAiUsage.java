package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usage} object of OpenAI's chat completions into disjoint token classes.
 *
 * <p>Source: <a href="https://platform.openai.com/docs/api-reference/chat/object">the chat completion object</a>.
 * {@code prompt_tokens} includes {@code prompt_tokens_details.cached_tokens} and {@code .audio_tokens};
 * {@code completion_tokens} includes {@code completion_tokens_details.reasoning_tokens} and {@code .audio_tokens}.
 * DeepSeek reports cached tokens as {@code prompt_cache_hit_tokens}, also inside {@code prompt_tokens}.
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
        long prompt = usage.path("prompt_tokens").asLong();
        long completion = usage.path("completion_tokens").asLong();
        JsonNode promptDetails = usage.path("prompt_tokens_details");
        JsonNode completionDetails = usage.path("completion_tokens_details");

        long cached = within(
                prompt,
                promptDetails
                        .path("cached_tokens")
                        .asLong(usage.path("prompt_cache_hit_tokens").asLong()));
        long audioIn =
                within(prompt - cached, promptDetails.path("audio_tokens").asLong());
        long reasoning =
                within(completion, completionDetails.path("reasoning_tokens").asLong());
        long audioOut = within(
                completion - reasoning, completionDetails.path("audio_tokens").asLong());

        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, prompt - cached - audioIn);
        tokens.put(TokenClass.CACHE_READ, cached);
        tokens.put(TokenClass.AUDIO_INPUT, audioIn);
        tokens.put(TokenClass.OUTPUT, completion - reasoning - audioOut);
        tokens.put(TokenClass.REASONING, reasoning);
        tokens.put(TokenClass.AUDIO_OUTPUT, audioOut);
        return Optional.of(new Usage(tokens, false));
    }

    /** A part can never exceed its whole, whatever a provider says. */
    private static long within(long whole, long part) {
        return Math.clamp(part, 0, Math.max(0, whole));
    }
}
