package io.fareway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns the figures of price tables into USD per million tokens. What binary floating point left behind ({@code
 * 1.1799999999999998e-07}) is rounded away; any other figure that does not fit six decimals, and a negative one ("it
 * varies"), is unreadable: the price is then unknown, not zero.
 */
final class FeedFigures {

    /** Short decimals only: an exponent of a million would fill the memory when written out. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}([.][0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

    /** Doubles hold about 16 digits; a distance below this share of the price is their noise. */
    private static final BigDecimal NOISE = new BigDecimal("1e-12");

    private static final int MILLION = 6;

    private FeedFigures() {}

    /** The entry of a model whose fields are USD per token. */
    static FeedEntry perToken(JsonNode model, Map<TokenClass, String> fields) {
        return read(model, fields, MILLION);
    }

    /** The entry of a model whose fields are USD per million tokens. */
    static FeedEntry perMillion(JsonNode model, Map<TokenClass, String> fields) {
        return read(model, fields, 0);
    }

    private static FeedEntry read(JsonNode model, Map<TokenClass, String> fields, int shift) {
        EnumMap<TokenClass, BigDecimal> usdPerMillion = new EnumMap<>(TokenClass.class);
        EnumMap<TokenClass, String> unreadable = new EnumMap<>(TokenClass.class);
        fields.forEach((tokenClass, field) -> {
            JsonNode figure = model.path(field);
            if (figure.isMissingNode() || figure.isNull()) {
                return;
            }
            try {
                usdPerMillion.put(tokenClass, fitting(decimal(figure).scaleByPowerOfTen(shift)));
            } catch (IllegalArgumentException unusable) {
                unreadable.put(tokenClass, field + " is unusable: " + unusable.getMessage());
            }
        });
        return new FeedEntry(usdPerMillion, unreadable);
    }

    private static BigDecimal decimal(JsonNode figure) {
        String text = figure.isValueNode() ? figure.asText() : "";
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a decimal number");
        }
        return new BigDecimal(text);
    }

    /**
     * The figure that a price row can hold.
     *
     * @param usdPerMillion USD per million tokens
     * @throws IllegalArgumentException when it is negative or needs more than six decimals
     */
    static BigDecimal fitting(BigDecimal usdPerMillion) {
        if (usdPerMillion.signum() < 0) {
            throw new IllegalArgumentException("a negative price stands for a variable one: " + usdPerMillion);
        }
        BigDecimal rounded = usdPerMillion.setScale(Price.MAX_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal distance = usdPerMillion.subtract(rounded).abs();
        if (distance.compareTo(usdPerMillion.multiply(NOISE)) > 0) {
            throw new IllegalArgumentException("more than " + Price.MAX_DECIMALS + " decimals per million tokens: "
                    + usdPerMillion.stripTrailingZeros().toPlainString());
        }
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }
}
