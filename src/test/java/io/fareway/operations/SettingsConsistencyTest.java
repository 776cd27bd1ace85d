package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, prices and limits that do not fit together are reported with file, line and advice. */
class SettingsConsistencyTest {

    private static final String SWIFT_PRICE = "{input: \"0.70\", cache_read: \"0.175\", output: \"0.95\"}";

    private SettingsFolder settings;

    @BeforeEach
    void copyShippedFiles(@TempDir Path copy) throws IOException {
        settings = SettingsFolder.copiedTo(copy);
    }

    @Test
    void load_reportsUnknownProviderOfModel() {
        settings.replace("models.yaml", "    mistral:\n", "    mistrall:\n");

        assertThat(settings.problems())
                .contains(settings.at("models.yaml", "mistrall:") + "unknown provider \"mistrall\" (did you mean "
                        + "\"mistral\"?): correct the name or add it to providers.yaml");
    }

    @Test
    void load_reportsUnknownDeploymentOfTier() {
        settings.replace("tiers.yaml", "- groq/gpt-oss-20b", "- groq/gpt-oss-2b");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("tiers.yaml", "groq/gpt-oss-2b") + "unknown deployment \"groq/gpt-oss-2b\" "
                                + "(did you mean \"groq/gpt-oss-20b\"?): correct the name or add it to models.yaml");
    }

    @Test
    void load_reportsUnknownDeploymentWithoutGuessingWildly() {
        settings.replace("tiers.yaml", "- groq/gpt-oss-20b", "- elsewhere/zephyr");

        assertThat(settings.problems())
                .containsExactly(settings.at("tiers.yaml", "elsewhere/zephyr") + "unknown deployment "
                        + "\"elsewhere/zephyr\": correct the name or add it to models.yaml");
    }

    @Test
    void load_reportsDeploymentListedTwice() {
        settings.replace("tiers.yaml", "      - groq/gpt-oss-20b\n", "      - openrouter/gpt-oss-20b # again\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("tiers.yaml", "# again")
                        + "\"openrouter/gpt-oss-20b\" stands here twice: remove one of them");
    }

    @Test
    void load_reportsUnknownTierOfHint() {
        settings.replace("classifier.yaml", "coding: complex", "coding: complexx");

        assertThat(settings.problems())
                .containsExactly(settings.at("classifier.yaml", "complexx") + "unknown tier \"complexx\" (did you mean "
                        + "\"complex\"?): correct the name or add it to tiers.yaml");
    }

    @Test
    void load_reportsUnknownTierOfLimit() {
        settings.replace("classifier.yaml", "{tier: medium, below: 5}", "{tier: middle, below: 5}");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .startsWith(settings.at("classifier.yaml", "middle") + "unknown tier \"middle\"");
    }

    @Test
    void load_reportsReservedTierName() {
        settings.replace("tiers.yaml", "  simple:", "  auto:");

        assertThat(settings.problems())
                .contains(settings.at("tiers.yaml", "  auto:") + "\"auto\" has a meaning of its own: rename the tier");
    }

    @Test
    void load_reportsTierNamedLikeModel() {
        settings.replace("tiers.yaml", "  simple:", "  gpt-4o:");

        assertThat(settings.problems())
                .contains(settings.at("tiers.yaml", "  gpt-4o:") + "\"gpt-4o\" is also a model: rename the tier");
    }

    @Test
    void load_reportsTierThatNobodyCanAnswer() {
        settings.replace("tiers.yaml", "      - demo-steady/llama-3.1-405b\n      - demo-genius/llama-3.1-405b\n", "");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .contains(
                        "tier \"complex\" has no active deployment: list one of demo-thrifty, demo-swift, demo-steady, "
                                + "demo-genius, or set one of DEEPSEEK_API_KEY, ",
                        "OPENAI_API_KEY");
    }

    @Test
    void load_reportsBaselineThatIsNotActive() {
        settings.replace("tiers.yaml", "  - demo-genius/llama-3.1-405b\n", "");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .startsWith(
                        settings.at("tiers.yaml", "baseline:") + "the baseline has no active deployment: list one of");
    }

    @Test
    void load_reportsMissingPriceAtTheDeployment() {
        settings.replace("prices.yaml", "  demo-swift/llama-3.3-70b:", "  demo-swift/llama-3.3-7b:");

        assertThat(settings.problems())
                .containsExactlyInAnyOrder(
                        settings.at("models.yaml", "demo-swift: {id: llama-3.3-70b")
                                + "\"demo-swift/llama-3.3-70b\" has no price: add one to prices.yaml, or say"
                                + " unknown-price in tiers.yaml",
                        settings.at("prices.yaml", "demo-swift/llama-3.3-7b") + "unknown deployment "
                                + "\"demo-swift/llama-3.3-7b\" (did you mean \"demo-swift/llama-3.3-70b\"?): correct the "
                                + "name or add it to models.yaml");
    }

    @Test
    void load_reportsTwoPricesFromOneDateOn() {
        String second = SWIFT_PRICE + "\n      source: made up for the demo\n      source-date: 2025-01-01\n"
                + "    - effective-from: 2025-01-01T00:00:00Z\n      usd-per-million: " + SWIFT_PRICE;
        settings.replace("prices.yaml", SWIFT_PRICE, second);

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .startsWith(settings.at("prices.yaml", "T00:00:00Z")
                        + "a second price from 2025-01-01T00:00:00Z on (first in line ")
                .endsWith("): remove one of them or change its date");
    }

    @Test
    void load_reportsDateThatDoesNotExist() {
        settings.replace("prices.yaml", "source-date: 2026-08-01", "source-date: 2026-02-30");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("prices.yaml", "2026-02-30") + "there is no date \"2026-02-30\": correct it");
    }

    @Test
    void load_reportsLimitsThatDoNotRise() {
        settings.replace("classifier.yaml", "{up-to-tokens: 250, points: 2}", "{up-to-tokens: 80, points: 2}");

        assertThat(settings.problems())
                .containsExactly(settings.at("classifier.yaml", "up-to-tokens: 80, points: 2")
                        + "\"up-to-tokens\" must rise, 80 follows 80: order the entries");
    }

    @Test
    void load_reportsLastTierWithLimit() {
        settings.replace("classifier.yaml", "{tier: complex}", "{tier: complex, below: 9}");

        assertThat(settings.problems())
                .containsExactly(settings.at("classifier.yaml", "{tier: complex")
                        + "the last entry of tiers takes the rest: remove \"below\"");
    }

    @Test
    void load_reportsMistakesOfAllFilesAtOnce() {
        settings.replace("providers.yaml", "connect-ms: 3000", "connect-ms: 0")
                .replace("tiers.yaml", "- groq/gpt-oss-20b", "- groq/gpt-oss-2b")
                .replace("classifier.yaml", "coding: complex", "coding: complexx");

        assertThat(settings.problems()).hasSize(3);
    }

    @Test
    void load_refusesUnknownDemoMode() {
        settings.with("fareway.demo", "yes");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .endsWith(": fareway.demo is \"yes\": set that property to true, false or auto");
    }

    @Test
    void load_reportsDeploymentsThatWouldShareRouteName() {
        settings.replace(
                        "models.yaml",
                        "  gpt-4o-mini:\n",
                        "  swift-tiny:\n    demo: {id: a, context-tokens: 1}\n  gpt-4o-mini:\n")
                .replace(
                        "models.yaml",
                        "  gpt-4o:\n",
                        "  tiny:\n    demo-swift: {id: a, context-tokens: 1}\n  gpt-4o:\n");

        assertThat(settings.problems())
                .contains(settings.at("models.yaml", "demo-swift: {id: a") + "deployments demo/swift-tiny and "
                        + "demo-swift/tiny would share one route name: rename the model or the provider");
    }

    @Test
    void load_guessesNoNameOfUnknownProvider() {
        settings.replace(
                "models.yaml", "    mistral:\n      id: mistral-small", "    mistrall:\n      id: mistral-small");

        assertThat(settings.problems())
                .hasSizeGreaterThan(1)
                .noneMatch(problem -> problem.contains("did you mean \"mistrall/"));
    }
}
