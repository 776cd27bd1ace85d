package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import java.time.Instant;
import java.util.Optional;

/** How a price table is written. */
public enum FeedFormat {
    /** LiteLLM's {@code model_prices_and_context_window.json}; deployments name their entry by {@code feed-key}. */
    LITELLM,
    /** OpenRouter's listing of models: prices at OpenRouter, so only its own deployments take part. */
    OPENROUTER,
    /** The catalogue of models.dev, {@code api.json}. */
    MODELS_DEV,
    /** The file {@code data.json} of genai-prices, with prices under conditions. */
    GENAI_PRICES;

    /** What a table says of a deployment at a moment; empty when it does not list it. */
    Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now) {
        return table().find(root, deployment, now);
    }

    /** Whether a table of this format can list a deployment at all. */
    boolean mayList(Deployment deployment) {
        return table().mayList(deployment);
    }

    private Table table() {
        return switch (this) {
            case LITELLM -> new LiteLlmTable();
            case OPENROUTER -> new OpenRouterListing();
            case MODELS_DEV -> new ModelsDevCatalogue();
            case GENAI_PRICES -> new GenaiPrices();
        };
    }

    /** One way to write a table. */
    interface Table {

        boolean mayList(Deployment deployment);

        Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now);
    }
}
