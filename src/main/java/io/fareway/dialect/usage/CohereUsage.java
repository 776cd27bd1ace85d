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
 * Reads the {@code usage} object of Cohere's chat, embed and rerank (v2; v1 calls it {@code meta}) into disjoint
 * classes.
 *
 * <p>Source: <a href="https://docs.cohere.com/reference/chat">chat</a> and <a
 * href="https://docs.cohere.com/docs/how-does-cohere-pricing-work">how pricing works</a>. Only {@code billed_units} are
 * charged; {@code tokens} also counts what Cohere adds to the prompt by itself. Rerank is charged by {@code
 * search_units}, embedded images by {@code image_tokens}.
 */
public final class CohereUsage {

    private CohereUsage() {}

    /**
     * The usage in normal form.
     *
     * @param usage the {@code usage} or {@code meta} value of an answer, or that of a stream's {@code message-end}
     * @return empty when there are no billed units
     */
    public static Optional<Usage> read(JsonNode usage) {
        JsonNode billed = usage.path("billed_units");
        if (billed.isEmpty()) {
            return Optional.empty();
        }
        Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        tokens.put(TokenClass.INPUT, count(billed, "input_tokens"));
        tokens.put(TokenClass.IMAGE_INPUT, count(billed, "image_tokens"));
        tokens.put(TokenClass.OUTPUT, count(billed, "output_tokens"));
        Map<Meter, BigDecimal> units = new EnumMap<>(Meter.class);
        units.put(Meter.SEARCH, BigDecimal.valueOf(count(billed, "search_units")));
        units.put(Meter.IMAGE, BigDecimal.valueOf(count(billed, "images")));
        return Optional.of(new Usage(tokens, false, Metering.of(units)));
    }

    /** Cohere writes whole counts as decimals, {@code 17.0} for example. */
    private static long count(JsonNode object, String field) {
        return Math.max(0, object.path(field).asLong());
    }
}
