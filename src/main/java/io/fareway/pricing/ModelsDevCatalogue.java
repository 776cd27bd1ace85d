package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.TokenClass;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of <a href="https://models.dev">models.dev</a>, {@code api.json}: providers, each with models, each with
 * {@code cost} in USD per million tokens.
 */
final class ModelsDevCatalogue implements FeedFormat.Table {

    private static final Map<TokenClass, String> FIELDS = Map.of(
            TokenClass.INPUT, "input",
            TokenClass.OUTPUT, "output",
            TokenClass.CACHE_READ, "cache_read",
            TokenClass.CACHE_WRITE_5M, "cache_write",
            TokenClass.REASONING, "reasoning",
            TokenClass.AUDIO_INPUT, "input_audio",
            TokenClass.AUDIO_OUTPUT, "output_audio");

    /** Where its names of providers differ from ours. */
    private static final Map<String, String> NAMES =
            Map.of("together", "togetherai", "fireworks", "fireworks-ai", "dashscope", "alibaba");

    @Override
    public boolean mayList(Deployment deployment) {
        return true;
    }

    @Override
    public Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now) {
        String provider = NAMES.getOrDefault(deployment.provider(), deployment.provider());
        JsonNode cost = root.path(provider)
                .path("models")
                .path(deployment.providerModel())
                .path("cost");
        return cost.isObject() ? Optional.of(FeedFigures.perMillion(cost, FIELDS)) : Optional.empty();
    }
}
