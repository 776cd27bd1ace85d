package io.fareway.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.ClassifierRules.Structure;
import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.model.Settings;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** The shipped settings files load, and who is active follows from the keys. */
class SettingsFilesTest {

    private static final Path FEED = Path.of("../shared/data/prices/litellm_model_prices.json");

    private static final List<String> REAL_KEYS = List.of(
            "OPENAI_API_KEY",
            "GROQ_API_KEY",
            "TOGETHER_API_KEY",
            "FIREWORKS_API_KEY",
            "MISTRAL_API_KEY",
            "DEEPSEEK_API_KEY",
            "OPENROUTER_API_KEY",
            "DASHSCOPE_API_KEY");

    private SettingsFolder shipped;

    @BeforeEach
    void copyShippedFiles(@TempDir Path folder) throws IOException {
        shipped = SettingsFolder.copiedTo(folder);
    }

    @Test
    void load_activatesOnlySimulatedProvidersWithoutKey() {
        Settings settings = shipped.load();

        assertThat(settings.providers())
                .containsOnlyKeys("demo-thrifty", "demo-swift", "demo-steady", "demo-genius")
                .allSatisfy((name, provider) -> assertThat(provider.simulated()).isTrue());
        assertThat(settings.deployments().values()).allMatch(Deployment::simulated);
        assertThat(settings.baseline()).isEqualTo("demo-genius/llama-3.1-405b");
        assertThat(settings.serving("llama-3.3-70b"))
                .extracting(Deployment::provider)
                .containsExactly("demo-thrifty", "demo-swift", "demo-steady");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_API_KEY, openai, openai/gpt-4o",
        "GROQ_API_KEY, groq, groq/gpt-oss-120b",
        "TOGETHER_API_KEY, together, together/deepseek-v3.1",
        "FIREWORKS_API_KEY, fireworks, fireworks/deepseek-v3.2",
        "MISTRAL_API_KEY, mistral, mistral/mistral-large",
        "DEEPSEEK_API_KEY, deepseek, deepseek/deepseek-v4-pro",
        "OPENROUTER_API_KEY, openrouter, openrouter/gpt-4o",
        "DASHSCOPE_API_KEY, dashscope, dashscope/qwen-max"
    })
    void load_activatesRealProviderByItsKeyAlone(String variable, String provider, String baseline) {
        Settings settings = shipped.with(variable, " secret-1\n").load();

        assertThat(settings.providers()).containsOnlyKeys(provider);
        assertThat(provider(settings, provider))
                .returns(List.of(new ProviderKey(variable, new Secret("secret-1"))), Provider::keys)
                .returns(false, Provider::simulated);
        assertThat(settings.baseline()).isEqualTo(baseline);
        assertThat(settings.tiers().keySet()).containsExactly("simple", "medium", "complex");
        assertThat(settings.tiers().values()).allSatisfy(tier -> assertThat(tier.deployments())
                .isNotEmpty()
                .isSubsetOf(settings.deployments().keySet()));
    }

    @Test
    void load_keepsTheOrderOfTheFiles() {
        Settings settings =
                shipped.with("GROQ_API_KEY", "a").with("OPENAI_API_KEY", "b").load();

        assertThat(settings.providers().keySet()).containsExactly("openai", "groq");
        assertThat(requireNonNull(settings.tiers().get("simple")).deployments())
                .containsExactly("groq/gpt-oss-20b", "openai/gpt-4o-mini");
        assertThat(settings.baseline()).isEqualTo("openai/gpt-4o");
    }

    @Test
    void load_ignoresBlankKey() {
        Settings settings = shipped.with("OPENAI_API_KEY", "  ").load();

        assertThat(settings.providers()).containsKey("demo-swift").doesNotContainKey("openai");
    }

    @Test
    void load_leavesOnlySimulatedProvidersWhenDemoIsForced() {
        Settings settings =
                shipped.with("OPENAI_API_KEY", "a").with("fareway.demo", "true").load();

        assertThat(settings.providers().values()).isNotEmpty().allMatch(Provider::simulated);
    }

    @Test
    void load_refusesToStartWithNobodyWhenDemoIsForbidden() {
        shipped.with("fareway.demo", "false");

        assertThat(shipped.problems())
                .containsExactly(shipped.at("providers.yaml", "providers:")
                        + "no provider is active (fareway.demo is false): set one of " + String.join(", ", REAL_KEYS)
                        + ", or add a simulated provider and leave fareway.demo on auto");
    }

    @Test
    void load_activatesServerThatAsksForNoKey() {
        shipped.replace("providers.yaml", "  # local:\n  #   base-url", "  local:\n    base-url")
                .replace("providers.yaml", "  #   key: none", "    key: none")
                .replace(
                        "models.yaml", "models:\n", "models:\n  tiny:\n    local: {id: tiny-1, context-tokens: 4096}\n")
                .replace(
                        "prices.yaml",
                        "prices:\n",
                        """
                        prices:
                          local/tiny:
                            - effective-from: 2026-08-01
                              usd-per-million: {input: "0", output: "0"}
                              source: our own machine
                              source-date: 2026-08-01
                        """)
                .write(
                        "tiers.yaml",
                        """
                        baseline: [local/tiny]
                        tiers:
                          simple: {description: all, failovers: 0, deployments: [local/tiny]}
                          medium: {description: all, failovers: 0, deployments: [local/tiny]}
                          complex: {description: all, failovers: 0, deployments: [local/tiny]}
                        """);

        Settings settings = shipped.load();

        assertThat(settings.providers()).containsOnlyKeys("local");
        assertThat(provider(settings, "local"))
                .returns(List.of(), Provider::keys)
                .returns(URI.create("http://localhost:8000/v1"), Provider::baseUrl);
        assertThat(settings.deployments())
                .containsOnly(Map.entry("local/tiny", new Deployment("local", "tiny", "tiny-1", 4096, "", false)));
    }

    @Test
    void load_putsOwnPortIntoDemoAddresses() {
        Settings settings = shipped.load();

        assertThat(provider(settings, "demo-swift").baseUrl())
                .isEqualTo(URI.create("http://localhost:" + SettingsFolder.PORT + "/demo/demo-swift/v1"));
    }

    @Test
    void load_takesAddressFromEnvironment() {
        Settings settings = shipped.with("OPENAI_API_KEY", "a")
                .with("OPENAI_BASE_URL", "http://proxy.example:8443/openai/v1/")
                .load();

        assertThat(provider(settings, "openai").baseUrl()).isEqualTo(URI.create("http://proxy.example:8443/openai/v1"));
    }

    @Test
    void load_fillsNumberFromEnvironment() {
        Settings settings = shipped.replace("providers.yaml", "connect-ms: 3000", "connect-ms: ${CONNECT_MS:700}")
                .load();

        assertThat(provider(settings, "demo-swift").limits().connect()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void load_letsProviderSetItsOwnLimitsAndHeaders() {
        shipped.with("OPENROUTER_API_KEY", "a").with("OPENAI_API_KEY", "b");
        shipped.replace(
                "providers.yaml", "    headers:\n", "    limits: {idle-ms: 5000, concurrent-calls: 3}\n    headers:\n");

        Settings settings = shipped.load();

        assertThat(provider(settings, "openrouter").headers()).containsExactly(Map.entry("X-Title", "Fareway"));
        assertThat(provider(settings, "openrouter").limits().idle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(provider(settings, "openrouter").limits().concurrentCalls()).isEqualTo(3);
        assertThat(provider(settings, "openrouter").limits().connect()).isEqualTo(Duration.ofSeconds(3));
        assertThat(provider(settings, "openai").limits().idle()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void load_readsPricesAsExactDecimals() {
        Settings settings = shipped.load();

        assertThat(settings.prices())
                .contains(new Price(
                        "deepseek/deepseek-v4-pro",
                        Instant.parse("2026-08-01T00:00:00Z"),
                        Map.of(
                                TokenClass.INPUT, new BigDecimal("0.435"),
                                TokenClass.CACHE_READ, new BigDecimal("0.003625"),
                                TokenClass.OUTPUT, new BigDecimal("0.87")),
                        "LiteLLM model_prices_and_context_window.json",
                        LocalDate.of(2026, 8, 1)));
    }

    @Test
    void load_readsClassifierRules() {
        Settings settings = shipped.load();

        assertThat(settings.classifier().hints())
                .containsEntry("coding", "complex")
                .containsEntry("faq", "simple");
        assertThat(settings.classifier().structure()).containsOnlyKeys(Structure.values());
        assertThat(settings.classifier().lengths().getLast().upToTokens()).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.classifier().tiers()).extracting("tier").containsExactly("simple", "medium", "complex");
        assertThat(settings.classifier().tiers().getLast().below()).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.classifier().words())
                .allSatisfy(rule -> assertThat(rule.any()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"providers", "models", "prices", "tiers", "classifier"})
    void shippedFile_namesItsSchemaForEditors(String name) throws IOException {
        String firstLine = Files.readAllLines(SettingsFolder.SHIPPED.resolve(name + ".yaml"))
                .getFirst();

        String schema = "schema/" + name + ".schema.json";
        assertThat(firstLine).isEqualTo("# yaml-language-server: $schema=" + schema);
        assertThat(SettingsFolder.SHIPPED.resolve(schema)).exists();
    }

    /** A key that is gone or costs something else by now would make the first refresh fail or jump. */
    @Test
    void shippedFeedKeysAndPrices_agreeWithTheFeed() throws IOException {
        assumeTrue(Files.exists(FEED), () -> "skipped: " + FEED + " is not here");
        JsonNode feed = new ObjectMapper().readTree(FEED.toFile());
        for (String key : REAL_KEYS) {
            shipped.with(key, "a");
        }

        Settings settings = shipped.load();

        Map<String, Deployment> fed = new HashMap<>(settings.deployments());
        fed.values().removeIf(deployment -> deployment.feedKey().isEmpty());
        assertThat(fed).hasSizeGreaterThan(30).allSatisfy((name, deployment) -> {
            JsonNode entry = feed.path(deployment.feedKey());
            assertThat(entry.isObject()).as("feed key %s", deployment.feedKey()).isTrue();
            Price price = settings.prices().stream()
                    .filter(candidate -> candidate.deployment().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(price.usdPerMillion().get(TokenClass.INPUT))
                    .isEqualByComparingTo(perMillion(entry.path("input_cost_per_token")));
            assertThat(price.usdPerMillion().get(TokenClass.OUTPUT))
                    .isEqualByComparingTo(perMillion(entry.path("output_cost_per_token")));
        });
    }

    private static Provider provider(Settings settings, String name) {
        return requireNonNull(settings.providers().get(name), name);
    }

    private static BigDecimal perMillion(JsonNode usdPerToken) {
        return new BigDecimal(usdPerToken.asText()).movePointRight(6);
    }

    @Test
    void keyVariables_namesThoseOfAllRealProviders() {
        List<String> variables = new SettingsFiles().keyVariables(SettingsFolder.SHIPPED, new MockEnvironment());

        assertThat(variables).containsExactlyElementsOf(REAL_KEYS);
    }
}
