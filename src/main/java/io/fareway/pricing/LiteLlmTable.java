package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.TokenClass;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * LiteLLM's {@code model_prices_and_context_window.json}: a JSON object of models, each with prices in USD per token.
 * Field names as documented in the entry {@code sample_spec} of the table.
 */
final class LiteLlmTable implements FeedFormat.Table {

    static final Map<TokenClass, String> FIELDS = Map.ofEntries(
            Map.entry(TokenClass.INPUT, "input_cost_per_token"),
            Map.entry(TokenClass.OUTPUT, "output_cost_per_token"),
            Map.entry(TokenClass.CACHE_READ, "cache_read_input_token_cost"),
            Map.entry(TokenClass.CACHE_WRITE_5M, "cache_creation_input_token_cost"),
            Map.entry(TokenClass.CACHE_WRITE_1H, "cache_creation_input_token_cost_above_1hr"),
            Map.entry(TokenClass.REASONING, "output_cost_per_reasoning_token"),
            Map.entry(TokenClass.AUDIO_INPUT, "input_cost_per_audio_token"),
            Map.entry(TokenClass.AUDIO_OUTPUT, "output_cost_per_audio_token"),
            Map.entry(TokenClass.IMAGE_INPUT, "input_cost_per_image_token"),
            Map.entry(TokenClass.IMAGE_OUTPUT, "output_cost_per_image_token"),
            Map.entry(TokenClass.AUDIO_CACHE_READ, "cache_read_input_audio_token_cost"));

    @Override
    public boolean mayList(Deployment deployment) {
        return !deployment.feedKey().isEmpty();
    }

    @Override
    public Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now) {
        JsonNode model = root.path(deployment.feedKey());
        return model.isObject() ? Optional.of(FeedFigures.perToken(model, FIELDS)) : Optional.empty();
    }
}
