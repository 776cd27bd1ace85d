package io.fareway.pricing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;

/** Builds prices of one deployment for tests. */
final class Prices {

    static final String DEPLOYMENT = "groq/llama-3.3-70b";
    static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

    private Prices() {}

    static Price text(String input, String output) {
        return text(START, input, output);
    }

    static Price text(Instant from, String input, String output) {
        return of(from, Map.of(TokenClass.INPUT, input, TokenClass.OUTPUT, output));
    }

    static Price of(Map<TokenClass, String> usdPerMillion) {
        return of(START, usdPerMillion);
    }

    static Price of(Instant from, Map<TokenClass, String> usdPerMillion) {
        return new Price(
                DEPLOYMENT, from, usd(usdPerMillion), "a price page", LocalDate.ofInstant(from, ZoneOffset.UTC));
    }

    /** A price with terms as {@code config/prices.yaml} writes them. */
    static Price withTerms(String input, String output, String yaml) throws IOException {
        Price plain = text(input, output);
        return new Price(
                plain.deployment(),
                plain.effectiveFrom(),
                plain.usdPerMillion(),
                PriceTermsJson.read(new ObjectMapper(new YAMLFactory()).readTree(yaml)),
                plain.source(),
                plain.sourceDate());
    }

    static Map<TokenClass, BigDecimal> usd(Map<TokenClass, String> usdPerMillion) {
        EnumMap<TokenClass, BigDecimal> figures = new EnumMap<>(TokenClass.class);
        usdPerMillion.forEach((tokenClass, usd) -> figures.put(tokenClass, new BigDecimal(usd)));
        return figures;
    }
}
