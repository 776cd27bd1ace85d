package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.ServiceTier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.price.Circumstances;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.RateChange;
import io.fareway.model.price.RateCondition;
import io.fareway.model.price.RateRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every format in its own words, and real copies where they are present. */
class FeedFormatTest {

    private static final Instant NOW = Instant.parse("2026-08-01T03:15:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void openRouter_readsStringsAndTakesMinusOneForUnknown() throws IOException {
        JsonNode listing = JSON.readTree(
                """
                {"data": [{"id": "a/fixed", "pricing": {"prompt": "0.0000002", "completion": "0.0000008",
                           "input_cache_read": "0.00000002", "web_search": "0.01"}},
                          {"id": "openrouter/auto", "pricing": {"prompt": "-1", "completion": "-1"}}]}
                """);

        FeedEntry fixed = FeedFormat.OPENROUTER
                .find(listing, deployment("openrouter", "a/fixed"), NOW)
                .orElseThrow();
        FeedEntry varying = FeedFormat.OPENROUTER
                .find(listing, deployment("openrouter", "openrouter/auto"), NOW)
                .orElseThrow();

        assertThat(fixed.usdPerMillion())
                .containsEntry(TokenClass.INPUT, new BigDecimal("0.2"))
                .containsEntry(TokenClass.OUTPUT, new BigDecimal("0.8"))
                .containsEntry(TokenClass.CACHE_READ, new BigDecimal("0.02"));
        assertThat(varying.usdPerMillion()).isEmpty();
        assertThat(varying.unreadable()).containsOnlyKeys(TokenClass.INPUT, TokenClass.OUTPUT);
        assertThat(FeedFormat.OPENROUTER.mayList(deployment("groq", "a/fixed"))).isFalse();
    }

    @Test
    void modelsDev_readsUsdPerMillion() throws IOException {
        JsonNode catalogue = JSON.readTree(
                """
                {"togetherai": {"models": {"meta/llama": {"cost": {"input": 0.88, "output": 0.88, "cache_read": 0.1}}}}}
                """);

        FeedEntry entry = FeedFormat.MODELS_DEV
                .find(catalogue, deployment("together", "meta/llama"), NOW)
                .orElseThrow();

        assertThat(entry.usdPerMillion()).containsEntry(TokenClass.INPUT, new BigDecimal("0.88"));
        assertThat(entry.usdPerMillion()).containsEntry(TokenClass.CACHE_READ, new BigDecimal("0.1"));
    }

    @Test
    void genaiPrices_takesWhatHasBegunAndMakesRulesOfStepsAndHours() throws IOException {
        JsonNode file = JSON.readTree(
                """
                [{"id": "x", "models": [{"id": "stepped", "match": {"starts_with": "stepped"}, "prices": [
                    {"prices": {"input_mtok": 9, "output_mtok": 9}},
                    {"constraint": {"start_date": "2026-07-01"}, "prices":
                        {"input_mtok": {"base": 1.25, "tiers": [{"start": 200000, "price": 2.5}]}, "output_mtok": 10}},
                    {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 8, "output_mtok": 8}},
                    {"constraint": {"start_time": "16:30:00Z", "end_time": "00:30:00Z"},
                     "prices": {"input_mtok": 0.625, "output_mtok": 5}}]}]}]
                """);

        FeedEntry entry = FeedFormat.GENAI_PRICES
                .find(file, deployment("x", "stepped-2026-06"), NOW)
                .orElseThrow();

        assertThat(entry.usdPerMillion().get(TokenClass.OUTPUT)).isEqualByComparingTo("10");
        Price price = priceOf(entry);
        assertThat(input(price, NOW, 200_000)).isEqualByComparingTo("1.25");
        assertThat(input(price, NOW, 200_001)).isEqualByComparingTo("2.5");
        assertThat(input(price, Instant.parse("2026-08-01T17:00:00Z"), 10)).isEqualByComparingTo("0.625");
    }

    @Test
    void genaiPrices_listsNothingForModelsThatNoRuleMatches() throws IOException {
        JsonNode file = JSON.readTree(
                "[{\"id\": \"x\", \"models\": [{\"id\": \"a\", \"match\": {\"regex\": \".*\"}, \"prices\": {}}]}]");

        assertThat(FeedFormat.GENAI_PRICES.find(file, deployment("x", "b"), NOW))
                .isEmpty();
        assertThat(FeedFormat.GENAI_PRICES.find(file, deployment("y", "a"), NOW))
                .isEmpty();
    }

    @Test
    void openRouter_understandsEveryPriceOfTheRealListing() throws IOException {
        JsonNode listing = real("openrouter_models_trimmed.json");
        int varying = 0;
        for (JsonNode model : listing) {
            FeedEntry entry = FeedFormat.OPENROUTER
                    .find(listing, deployment("openrouter", model.path("id").asText()), NOW)
                    .orElseThrow();
            boolean isVarying = model.at("/pricing/prompt").asText().equals("-1");
            varying += isVarying ? 1 : 0;
            assertThat(entry.unreadable().containsKey(TokenClass.INPUT))
                    .as(model.path("id").asText())
                    .isEqualTo(isVarying);
            assertUnreadableForGoodReason(entry);
        }

        assertThat(listing).hasSizeGreaterThan(300);
        assertThat(varying).isEqualTo(5);
    }

    @Test
    void genaiPrices_understandsEveryPriceOfTheRealFile() throws IOException {
        JsonNode file = real("genai_prices.json");
        Set<String> ruled = new HashSet<>();
        for (JsonNode provider : file) {
            for (JsonNode model : provider.path("models")) {
                String name = model.path("id").asText();
                FeedEntry entry = FeedFormat.GENAI_PRICES
                        .find(file, deployment(provider.path("id").asText(), name), NOW)
                        .orElseThrow();
                assertUnreadableForGoodReason(entry);
                if (!entry.rules().isEmpty()) {
                    ruled.add(name);
                }
            }
        }

        assertThat(ruled).contains("deepseek-chat", "gemini-2.5-pro");
    }

    @Test
    void liteLlm_makesARuleOfBatchRates_whereBothAreListed() throws IOException {
        JsonNode table = JSON.readTree(
                """
                {"gpt-4o": {"input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05,
                            "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 5e-06},
                 "half":   {"input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05,
                            "input_cost_per_token_batches": 1.25e-06}}
                """);

        FeedEntry whole =
                new LiteLlmTable().find(table, listedAs("gpt-4o"), NOW).orElseThrow();
        FeedEntry half = new LiteLlmTable().find(table, listedAs("half"), NOW).orElseThrow();

        assertThat(whole.rules())
                .containsExactly(new RateRule(
                        List.of(new RateCondition.HandledAs(ServiceTier.BATCH)),
                        new RateChange.Replace(
                                Map.of(
                                        TokenClass.INPUT, new BigDecimal("1.25"),
                                        TokenClass.OUTPUT, new BigDecimal("5")),
                                Map.of())));
        assertThat(half.rules()).isEmpty();
    }

    private static Deployment listedAs(String feedKey) {
        return new Deployment("openai", "m", "m", 1000, feedKey, false);
    }

    @Test
    void rules_ofAFeedAreTakenOnlyNearTheStandardFigures() {
        FeedRules rules = new FeedRules(new BigDecimal("3"));
        Map<TokenClass, BigDecimal> standard = Prices.usd(Map.of(TokenClass.INPUT, "1", TokenClass.OUTPUT, "2"));

        FeedRules.Choice near = rules.choose("x/y", List.of(), List.of(), stepped("2"), standard);
        FeedRules.Choice far = rules.choose("x/y", List.of(), List.of(), stepped("10"), standard);
        FeedRules.Choice zero = rules.choose("x/y", List.of(), List.of(), stepped("0"), standard);

        assertThat(near.rules()).hasSize(1);
        assertThat(near.change())
                .hasValueSatisfying(change -> assertThat(change.taken()).isTrue());
        assertThat(far.rules()).isEmpty();
        assertThat(far.change().orElseThrow().reason())
                .isEqualTo("input at 10 is zero or more than a factor 3 from the standard 1");
        assertThat(zero.rules()).isEmpty();
    }

    /** A third of a cent has no end: it cannot be charged to the pico-dollar, and is not guessed. */
    private static void assertUnreadableForGoodReason(FeedEntry entry) {
        assertThat(entry.unreadable().values())
                .allSatisfy(why -> assertThat(why).containsAnyOf("more than 6 decimals", "a variable one"));
    }

    private static FeedEntry stepped(String usd) {
        List<RateRule> rules = List.of(new RateRule(
                List.of(new RateCondition.PromptAbove(200_000)),
                new RateChange.Replace(Prices.usd(Map.of(TokenClass.INPUT, usd)), Map.of())));
        return new FeedEntry(Map.of(), Map.of(), rules);
    }

    private static Price priceOf(FeedEntry entry) {
        return new Price(
                "x/stepped",
                NOW,
                entry.usdPerMillion(),
                PriceTerms.NONE.withRules(entry.rules()),
                "a feed",
                LocalDate.of(2026, 8, 1));
    }

    private static BigDecimal input(Price price, Instant moment, long promptTokens) {
        return price.ratesFor(Circumstances.at(moment).with(Usage.ofText(promptTokens, 0, false)))
                .perMillion(TokenClass.INPUT)
                .orElseThrow();
    }

    private static Deployment deployment(String provider, String providerModel) {
        return new Deployment(provider, "model", providerModel, 1_000, "", false);
    }

    private static JsonNode real(String name) throws IOException {
        Path file = Path.of(System.getProperty("fareway.shared", "../shared"), "data/prices", name);
        assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        return JSON.readTree(file.toFile());
    }
}
