package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fareway.dialect.usage.AnthropicUsage;
import io.fareway.dialect.usage.BedrockUsage;
import io.fareway.dialect.usage.CohereUsage;
import io.fareway.dialect.usage.GeminiUsage;
import io.fareway.dialect.usage.OpenAiResponsesUsage;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.dialect.usage.ReplicateUsage;
import io.fareway.model.Cost;
import io.fareway.model.Meter;
import io.fareway.model.Price;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.MonthVolume;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Usage payloads as the providers document them, with costs worked out by hand: every file of {@code golden/} says what
 * the reader must find, at which rate each part is charged, and what it comes to.
 */
class GoldenCostTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, Function<JsonNode, Optional<Usage>>> READERS = Map.of(
            "openai", OpenAiUsage::read,
            "openai-responses", OpenAiResponsesUsage::read,
            "anthropic", AnthropicUsage::read,
            "gemini", GeminiUsage::read,
            "bedrock", BedrockUsage::read,
            "cohere", CohereUsage::read,
            "replicate", ReplicateUsage::read);

    @ParameterizedTest
    @MethodSource("cases")
    void cost_isWhatTheProviderCharges(GoldenCase golden) {
        Optional<Usage> usage = golden.read();

        if (golden.readsNothing()) {
            assertThat(usage).isEmpty();
            return;
        }
        Cost cost = new CostCalculator()
                .cost(usage.orElseThrow(), golden.price(), golden.circumstances())
                .orElseThrow();
        assertThat(parts(cost)).isEqualTo(golden.expectedParts());
        assertThat(cost.usd()).isEqualByComparingTo(golden.expectedUsd());
        golden.providerTotal().ifPresent(total -> assertThat(usage.get().total())
                .as("tokens, all classes")
                .isEqualTo(total));
        golden.expectedTokens()
                .forEach((tokenClass, tokens) -> assertThat(usage.get().of(tokenClass))
                        .as(tokenClass.label())
                        .isEqualTo(tokens));
    }

    @Test
    void cases_areAtLeastSixtyAndCiteTheirReferences() throws IOException {
        List<GoldenCase> all = cases().toList();

        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        assertThat(all).allSatisfy(golden -> assertThat(golden.reference()).startsWith("https://"));
    }

    static Stream<GoldenCase> cases() throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                JsonNode content = YAML.readTree(file.toFile());
                String format = content.path("format").asText();
                String name = file.getFileName().toString().replace(".yaml", "");
                content.path("cases").forEach(entry -> cases.add(new GoldenCase(name, format, entry)));
            }
        }
        return cases.stream();
    }

    private static Map<String, BigDecimal> parts(Cost cost) {
        Map<String, BigDecimal> parts = new TreeMap<>();
        cost.byClass().forEach((tokenClass, usd) -> parts.put(tokenClass.label(), usd.stripTrailingZeros()));
        cost.byMeter().forEach((meter, usd) -> parts.put(meter.label(), usd.stripTrailingZeros()));
        return parts;
    }

    /** One entry of a file. */
    private record GoldenCase(String provider, String format, JsonNode entry) {

        private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

        String reference() {
            return entry.path("reference").asText();
        }

        Optional<Usage> read() {
            return Optional.ofNullable(READERS.get(format)).orElseThrow().apply(entry.path("usage"));
        }

        boolean readsNothing() {
            return entry.path("reads").asText().equals("nothing");
        }

        Price price() {
            JsonNode price = entry.path("price");
            return new Price(
                    provider + "/model",
                    BEGIN,
                    PriceTermsJson.tokens(price.path("usd-per-million")),
                    PriceTermsJson.read(price),
                    reference(),
                    LocalDate.of(2026, 11, 1));
        }

        Circumstances circumstances() {
            Instant opened = Instant.parse(entry.path("opened").asText("2026-11-02T12:00:00Z"));
            return new Circumstances(
                    opened,
                    entry.has("closed") ? Instant.parse(entry.path("closed").asText()) : opened,
                    0,
                    ServiceTier.named(entry.path("service-tier").asText("standard"))
                            .orElseThrow(),
                    entry.path("region").asText(),
                    new MonthVolume(entry.path("month-tokens").asLong(), 0));
        }

        Map<String, BigDecimal> expectedParts() {
            Map<String, BigDecimal> parts = new TreeMap<>();
            entry.path("expected")
                    .properties()
                    .forEach(part -> parts.put(
                            part.getKey(),
                            new BigDecimal(part.getValue().path("usd").asText()).stripTrailingZeros()));
            return parts;
        }

        Map<TokenClass, Long> expectedTokens() {
            Map<TokenClass, Long> tokens = new TreeMap<>();
            entry.path("expected").properties().forEach(part -> {
                if (!isUnit(part.getKey())) {
                    tokens.put(
                            TokenClass.ofLabel(part.getKey()),
                            part.getValue().path("used").asLong());
                }
            });
            return tokens;
        }

        BigDecimal expectedUsd() {
            return new BigDecimal(entry.path("usd").asText());
        }

        Optional<Long> providerTotal() {
            return entry.has("provider-total")
                    ? Optional.of(entry.path("provider-total").asLong())
                    : Optional.empty();
        }

        private static boolean isUnit(String label) {
            return Stream.of(Meter.values()).anyMatch(meter -> meter.label().equals(label));
        }

        @Override
        public String toString() {
            return provider + ": " + entry.path("title").asText();
        }
    }
}
