package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code usage} object of Amazon Bedrock's Converse into disjoint classes.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html">TokenUsage</a>. {@code
 * inputTokens} counts neither what was read from a cache nor what was written to one; {@code cacheDetails} splits
 * {@code cacheWriteInputTokens} by lifetime, {@code 5m} or {@code 1h}.
 */
public final class BedrockUsage {

    private BedrockUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usage} value of an answer or of a stream's {@code metadata} event
     * @return empty when there is no usage object or it lacks the two main counts
     */
    public static Optional<Usage> read(JsonNode usage) {
        if (!usage.path("inputTokens").canConvertToLong()
                || !usage.path("outputTokens").canConvertToLong()) {
            return Optional.empty();
        }
        long written = count(usage, "cacheWriteInputTokens");
        long hour = Math.min(written, writtenForAnHour(usage.path("cacheDetails")));
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, count(usage, "inputTokens"));
        tokens.put(TokenClass.CACHE_READ, count(usage, "cacheReadInputTokens"));
        tokens.put(TokenClass.CACHE_WRITE_5M, written - hour);
        tokens.put(TokenClass.CACHE_WRITE_1H, hour);
        tokens.put(TokenClass.OUTPUT, count(usage, "outputTokens"));
        return Optional.of(new Usage(tokens, false));
    }

    private static long writtenForAnHour(JsonNode details) {
        long sum = 0;
        for (JsonNode entry : details) {
            sum += entry.path("ttl").asText().equals("1h") ? count(entry, "inputTokens") : 0;
        }
        return sum;
    }

    private static long count(JsonNode object, String field) {
        return Math.max(0, object.path(field).asLong());
    }
}
