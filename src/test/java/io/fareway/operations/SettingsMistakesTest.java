package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of mistake is reported with file, line and advice. */
class SettingsMistakesTest {

    private static final String SWIFT_PRICE = "{input: \"0.70\", output: \"0.95\"}";

    private Path folder;
    private SettingsFolder settings;

    @BeforeEach
    void copyShippedFiles(@TempDir Path copy) throws IOException {
        folder = copy;
        settings = SettingsFolder.copiedTo(folder);
    }

    @Test
    void load_reportsMissingFile() throws IOException {
        Files.delete(folder.resolve("tiers.yaml"));

        assertThat(settings.problems())
                .containsExactly(settings.at("tiers.yaml", 1)
                        + "the file is missing: put it back, a copy comes with every release");
    }

    @Test
    void load_reportsEmptyFile() {
        settings.write("prices.yaml", "# nothing\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", 1)
                        + "the file is empty: put its content back, a copy comes with every release");
    }

    @Test
    void load_reportsTextThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("tiers.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(settings.problems())
                .containsExactly(settings.at("tiers.yaml", 1) + "is not UTF-8 text: save it as UTF-8");
    }

    @Test
    void load_reportsSyntaxErrorInItsLine() {
        settings.replace("tiers.yaml", "    description: Everyday", "    description: a: b");

        assertThat(settings.problems())
                .containsExactly(settings.at("tiers.yaml", "a: b")
                        + "is no YAML, mapping values are not allowed here: check indents, colons and quotes here");
    }

    @Test
    void load_refusesDuplicateKeyAndNamesBothLines() {
        settings.write(
                "classifier.yaml",
                """
                hints: {}
                lengths: [{points: 0}]
                hints: {}
                words: []
                structure: {}
                tiers: [{tier: simple}]
                """);

        assertThat(settings.problems())
                .containsExactly(settings.at("classifier.yaml", 3)
                        + "\"hints\" stands here a second time (first in line 1): remove one of them");
    }

    @Test
    void load_reportsUnknownKeyWithNearestOne() {
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-nev: GROQ_API_KEY");

        assertThat(settings.problems())
                .contains(settings.at("providers.yaml", "key-nev")
                        + "unknown key \"key-nev\" (did you mean \"key-env\"?): correct or remove it");
    }

    @Test
    void load_reportsMissingKeyAtItsEntry() {
        settings.replace(
                "tiers.yaml", "    description: Everyday writing, such as summaries, rewriting and conversation\n", "");

        assertThat(settings.problems())
                .containsExactly(settings.at("tiers.yaml", "  medium:") + "\"medium\" lacks \"description\": add it");
    }

    @Test
    void load_reportsWrongType() {
        settings.replace("tiers.yaml", "failovers: 2 ", "failovers: two ");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("tiers.yaml", "failovers: two") + "\"failovers\" must be a whole number, is text");
    }

    @Test
    void load_reportsFigureOutOfBounds() {
        settings.replace("providers.yaml", "connect-ms: 3000", "connect-ms: 0");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "connect-ms: 0") + "\"connect-ms\" must be at least 1");
    }

    @Test
    void load_reportsEmptySection() {
        settings.write("tiers.yaml", "baseline: [demo-genius/llama-3.1-405b]\ntiers:\n");

        assertThat(settings.problems())
                .contains(settings.at("tiers.yaml", 2) + "\"tiers\" must be a mapping (key: value), is empty");
    }

    @Test
    void load_refusesKeyInPlaceOfItsVariable() {
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-env: gsk-12345");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "gsk-12345") + "\"key-env\" must be the name of an "
                        + "environment variable, such as OPENAI_API_KEY, never the key itself");
    }

    @Test
    void load_reportsProviderWithoutKeyRule() {
        settings.replace("providers.yaml", "    key-env: GROQ_API_KEY\n", "");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "  groq:")
                        + "\"groq\" needs exactly one of key-env, key (none) and simulated (true)");
    }

    @Test
    void load_reportsBadName() {
        settings.replace(
                "providers.yaml",
                "  # A server",
                "  Big Box:\n    base-url: http://box:8000/v1\n    key: none\n  # A server");

        assertThat(settings.problems())
                .contains(settings.at("providers.yaml", "Big Box") + "\"Big Box\" is no name: use lower-case letters, "
                        + "digits, dots and hyphens");
    }

    @Test
    void load_reportsBadAddress() {
        settings.replace("providers.yaml", "${OPENAI_BASE_URL:https://api.openai.com/v1}", "api.openai.com/v1");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "base-url: api.openai.com")
                        + "\"base-url\" is no address: write it as in https://api.example.com/v1");
    }

    @Test
    void load_reportsPlaceholderWithoutValue() {
        settings.replace("providers.yaml", "X-Title: Fareway", "X-Title: ${TEAM_NAME}");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("providers.yaml", "TEAM_NAME") + "the placeholder in \"${TEAM_NAME}\" has no "
                                + "value: set that environment variable, or give a default as in ${NAME:default}");
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
                                + "\"demo-swift/llama-3.3-70b\" has no price: add one to prices.yaml",
                        settings.at("prices.yaml", "demo-swift/llama-3.3-7b") + "unknown deployment "
                                + "\"demo-swift/llama-3.3-7b\" (did you mean \"demo-swift/llama-3.3-70b\"?): correct the "
                                + "name or add it to models.yaml");
    }

    @Test
    void load_reportsNegativePrice() {
        settings.replace("prices.yaml", SWIFT_PRICE, "{input: \"-0.70\", output: \"0.95\"}");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("prices.yaml", "-0.70") + "\"input\" is no price: USD per million tokens as "
                                + "decimal text, not negative, at most six decimals, as in \"0.59\"");
    }

    @Test
    void load_reportsPriceFinerThanTheLedgerHolds() {
        settings.replace("prices.yaml", SWIFT_PRICE, "{input: \"0.7000001\", output: \"0.95\"}");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .startsWith(settings.at("prices.yaml", "0.7000001") + "\"input\" is no price");
    }

    @Test
    void load_reportsPriceWithoutQuotes() {
        settings.replace("prices.yaml", SWIFT_PRICE, "{input: 0.70, output: \"0.95\"}");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", "input: 0.70")
                        + "\"input\" must be decimal text: put the figure in quotes");
    }

    @Test
    void load_reportsUnknownTokenClass() {
        settings.replace("prices.yaml", SWIFT_PRICE, "{input: \"0.70\", output: \"0.95\", cache-read: \"0.10\"}");

        assertThat(settings.problems())
                .containsExactly(settings.at("prices.yaml", "cache-read")
                        + "unknown key \"cache-read\" (did you mean \"cache_read\"?): correct or remove it");
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
    void load_neverRepeatsHeaderValues() {
        settings.with("TEAM_TOKEN", "hush-hush")
                .replace("providers.yaml", "X-Title: Fareway", "X Title: ${TEAM_TOKEN}");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "X Title")
                        + "\"X Title\" is no header name: use letters, digits and hyphens");
    }
}
