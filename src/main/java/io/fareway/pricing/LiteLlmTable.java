package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Deployment;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** What requests inside a provider's batch cost; classes without a figure of their own cost what they do live. */
    private static final Map<TokenClass, String> BATCH_FIELDS = Map.of(
            TokenClass.INPUT, "input_cost_per_token_batches",
            TokenClass.OUTPUT, "output_cost_per_token_batches",
            TokenClass.CACHE_READ, "cache_read_input_token_cost_batches");

    @Override
    public boolean mayList(Deployment deployment) {
        return !deployment.feedKey().isEmpty();
    }

    @Override
    public Optional<FeedEntry> find(JsonNode root, Deployment deployment, Instant now) {
        JsonNode model = root.path(deployment.feedKey());
        return model.isObject() ? Optional.of(entry(model)) : Optional.empty();
    }

    private static FeedEntry entry(JsonNode model) {
        FeedEntry standard = FeedFigures.perToken(model, FIELDS);
        return new FeedEntry(
                standard.usdPerMillion(),
                standard.unreadable(),
                batch(model).stream().toList());
    }

    /** Nothing where only one of both figures is there: a rule with a hole would leave a wrong price. */
    private static Optional<RateRule> batch(JsonNode model) {
        FeedEntry read = FeedFigures.perToken(model, BATCH_FIELDS);
        boolean isWhole = read.usdPerMillion().keySet().containsAll(Set.of(TokenClass.INPUT, TokenClass.OUTPUT))
                && read.unreadable().isEmpty();
        return isWhole
                ? Optional.of(new RateRule(
                        List.of(new RateCondition.HandledAs(ServiceTier.BATCH)),
                        new RateChange.Replace(read.usdPerMillion(), Map.of())))
                : Optional.empty();
    }
}
