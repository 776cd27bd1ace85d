package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.TokenClass;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * OpenRouter's listing of models, <a href="https://openrouter.ai/docs/api-reference/list-available-models">GET
 * /api/v1/models</a>: {@code data} is a list of models, each with prices as decimal strings in USD per token; {@code -1}
 * means that the price varies.
 */
final class OpenRouterListing implements FeedFormat.Table {

    private static final Map<TokenClass, String> FIELDS = Map.of(
            TokenClass.INPUT, "prompt",
            TokenClass.OUTPUT, "completion",
            TokenClass.CACHE_READ, "input_cache_read",
            TokenClass.CACHE_WRITE_5M, "input_cache_write",
            TokenClass.CACHE_WRITE_1H, "input_cache_write_1h",
            TokenClass.REASONING, "internal_reasoning",
            TokenClass.AUDIO_INPUT, "audio",
            TokenClass.AUDIO_CACHE_READ, "input_audio_cache");

    @Override
    public boolean mayList(Deployment deployment) {
        return deployment.provider().equals("openrouter");
    }

    @Override
    public Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now) {
        for (JsonNode model : root.isArray() ? root : root.path("data")) {
            if (mayList(deployment) && model.path("id").asText().equals(deployment.providerModel())) {
                return Optional.of(FeedFigures.perToken(model.path("pricing"), FIELDS));
            }
        }
        return Optional.empty();
    }
}
