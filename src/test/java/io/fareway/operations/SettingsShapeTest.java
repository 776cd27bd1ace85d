package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, keys and values that have the wrong shape are reported with file, line and advice. */
class SettingsShapeTest {

    private static final String SWIFT_PRICE = "{input: \"0.70\", cache_read: \"0.175\", output: \"0.95\"}";

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
        settings.replace("tiers.yaml", "failovers: 4 ", "failovers: four ");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("tiers.yaml", "failovers: four") + "\"failovers\" must be a whole number, is text");
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
                        + "\"groq\" needs exactly one of key-env, key-file, key (none) and simulated (true)");
    }

    @Test
    void load_reportsBadName() {
        settings.replace(
                "providers.yaml",
                "  # More hosts",
                "  Big Box:\n    base-url: http://box:8000/v1\n    key: none\n  # More hosts");

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
    void load_neverRepeatsHeaderValues() {
        settings.with("TEAM_TOKEN", "hush-hush")
                .replace("providers.yaml", "X-Title: Fareway", "X Title: ${TEAM_TOKEN}");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "X Title")
                        + "\"X Title\" is no header name: use letters, digits and hyphens");
    }
}
