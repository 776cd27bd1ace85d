package io.fareway.dialect.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Meter;
import io.fareway.model.Metering;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code metrics} object of a prediction at Replicate.
 *
 * <p>Source: <a href="https://replicate.com/docs/reference/http#predictions.get">the prediction object</a> and <a
 * href="https://replicate.com/docs/topics/billing">billing</a>. Models that run on hardware by the second are charged by
 * {@code predict_time}, seconds with fractions; language models by {@code input_token_count} and {@code
 * output_token_count}, image models by {@code image_count}. Which of them costs anything is a matter of the price.
 */
public final class ReplicateUsage {

    private ReplicateUsage() {}

    /**
     * The usage in normal form.
     *
     * @param metrics the {@code metrics} value of a prediction that has ended
     * @return empty when it counts nothing
     */
    public static Optional<Usage> read(JsonNode metrics) {
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, count(metrics, "input_token_count"));
        tokens.put(TokenClass.OUTPUT, count(metrics, "output_token_count"));
        Map<Meter, BigDecimal> units = new EnumMap<>(Meter.class);
        units.put(Meter.COMPUTE_SECOND, decimal(metrics.path("predict_time")));
        units.put(Meter.IMAGE, decimal(metrics.path("image_count")));
        Usage usage = new Usage(tokens, false, Metering.of(units));
        return usage.isEmpty() ? Optional.empty() : Optional.of(usage);
    }

    private static long count(JsonNode metrics, String field) {
        return Math.max(0, metrics.path(field).asLong());
    }

    /** Through the text, so that a binary fraction leaves no trace. */
    private static BigDecimal decimal(JsonNode number) {
        return number.isNumber() ? new BigDecimal(number.asText()).max(BigDecimal.ZERO) : BigDecimal.ZERO;
    }
}
