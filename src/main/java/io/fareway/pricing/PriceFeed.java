package io.fareway.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a price table in the format of LiteLLM's {@code model_prices_and_context_window.json}: a JSON object of models,
 * each with prices in USD per token. Units become USD per million tokens; what binary floating point left behind
 * ({@code 1.1799999999999998e-07}) is rounded away, any other price that does not fit six decimals is unreadable.
 */
final class PriceFeed {

    /** Field names as documented in the entry {@code sample_spec} of the table. */
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

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Short decimals only: an exponent of a million would fill the memory when written out. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}([.][0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

    /** Doubles hold about 16 digits; a distance below this share of the price is their noise. */
    private static final BigDecimal NOISE = new BigDecimal("1e-12");

    private static final int MILLION = 6;

    private final FeedSource source;

    PriceFeed(FeedSource source) {
        this.source = source;
    }

    /**
     * The entries of the models we ask for; models that the feed does not list are absent.
     *
     * @param location a path, a {@code file:} URI, or an http(s) address
     * @throws FeedException when the feed cannot be fetched, is not a JSON object of models, or lists fewer than half
     *     of the models we ask for
     */
    Map<String, FeedEntry> read(String location, Set<String> keys) throws FeedException {
        JsonNode table = parse(source.fetch(location));
        Map<String, FeedEntry> entries = new HashMap<>();
        for (String key : keys) {
            JsonNode model = table.path(key);
            if (model.isObject()) {
                entries.put(key, entry(model));
            }
        }
        if (entries.size() * 2 < keys.size()) {
            throw new FeedException(
                    "it lists only " + entries.size() + " of our " + keys.size() + " models; is it the right table?");
        }
        return entries;
    }

    private static JsonNode parse(byte[] bytes) throws FeedException {
        try {
            JsonNode table = JSON.readTree(bytes);
            if (!table.isObject() || table.isEmpty()) {
                throw new FeedException("it is no JSON object of models");
            }
            return table;
        } catch (FeedException noTable) {
            throw noTable;
        } catch (JsonProcessingException noJson) {
            throw new FeedException("it is no JSON: " + noJson.getOriginalMessage(), noJson);
        } catch (IOException noText) {
            throw new FeedException("it is no JSON: " + noText, noText);
        }
    }

    private static FeedEntry entry(JsonNode model) {
        EnumMap<TokenClass, BigDecimal> usdPerMillion = new EnumMap<>(TokenClass.class);
        EnumMap<TokenClass, String> unreadable = new EnumMap<>(TokenClass.class);
        FIELDS.forEach((tokenClass, field) -> {
            JsonNode usdPerToken = model.path(field);
            if (usdPerToken.isMissingNode() || usdPerToken.isNull()) {
                return;
            }
            try {
                usdPerMillion.put(tokenClass, perMillion(usdPerToken));
            } catch (IllegalArgumentException unusable) {
                unreadable.put(tokenClass, field + " is unusable: " + unusable.getMessage());
            }
        });
        return new FeedEntry(usdPerMillion, unreadable);
    }

    private static BigDecimal perMillion(JsonNode usdPerToken) {
        String text = usdPerToken.isValueNode() ? usdPerToken.asText() : "";
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a decimal number");
        }
        return perMillion(new BigDecimal(text));
    }

    /**
     * Turns USD per token into USD per million tokens.
     *
     * @throws IllegalArgumentException when the price is negative or needs more than six decimals
     */
    static BigDecimal perMillion(BigDecimal usdPerToken) {
        if (usdPerToken.signum() < 0) {
            throw new IllegalArgumentException("a negative price stands for a variable one: " + usdPerToken);
        }
        BigDecimal exact = usdPerToken.scaleByPowerOfTen(MILLION);
        BigDecimal rounded = exact.setScale(Price.MAX_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal distance = exact.subtract(rounded).abs();
        if (distance.compareTo(exact.multiply(NOISE)) > 0) {
            throw new IllegalArgumentException("more than " + Price.MAX_DECIMALS + " decimals per million tokens: "
                    + exact.stripTrailingZeros().toPlainString());
        }
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }
}
