package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.HealthCheck;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our keys at a provider: several of them, from variables and from files; and how it is probed. */
class SettingsKeysTest {

    private final Path folder;
    private final SettingsFolder settings;

    SettingsKeysTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.settings = SettingsFolder.copiedTo(folder);
    }

    @Test
    void keyEnv_mayNameSeveralVariablesOfWhichOnlyTheSetOnesCount() {
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-env: [GROQ_API_KEY, GROQ_SECOND, GROQ_THIRD]")
                .with("GROQ_API_KEY", "a")
                .with("GROQ_THIRD", "c");

        assertThat(groq().keys()).extracting(ProviderKey::name).containsExactly("GROQ_API_KEY", "GROQ_THIRD");
        assertThat(groq().keys()).extracting(key -> key.secret().value()).containsExactly("a", "c");
    }

    @Test
    void keyFile_holdsTheKeyAndMayComeFromAPlaceholder() throws IOException {
        Path file = Files.writeString(folder.resolve("groq.key"), "sk-from-file\n");
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-file: ['${SECRETS}/groq.key', /not/there]")
                .with("SECRETS", folder.toString());

        assertThat(groq().keys()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo(file.toString());
            assertThat(key.secret().value()).isEqualTo("sk-from-file");
        });
    }

    @Test
    void keyFile_ofSeveralLinesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("groq.key"), "one\ntwo\n");
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-file: " + file);

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "  groq:") + file
                        + " must hold one key without blanks or line breaks");
    }

    @Test
    void keyItself_isNeverANameInTheList() {
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-env: [GROQ_API_KEY, gsk-12345]");

        assertThat(settings.problems()).singleElement().asString().contains("never the key itself");
    }

    @Test
    void keysOfAProvider_areNotInItsText() {
        settings.with("GROQ_API_KEY", "gsk-secret");

        assertThat(groq().toString()).contains("GROQ_API_KEY").doesNotContain("gsk-secret");
    }

    @Test
    void rates_areThoseOfTheProvider() {
        settings.replace(
                        "providers.yaml",
                        "key-env: GROQ_API_KEY",
                        "key-env: GROQ_API_KEY\n    limits: {requests-per-minute: 30, tokens-per-minute: 6000}")
                .with("GROQ_API_KEY", "a");

        assertThat(groq().limits().perKey().rates())
                .isEqualTo(new RateLimits(OptionalLong.of(30), OptionalLong.of(6000), OptionalLong.empty()));
    }

    @Test
    void health_isThatOfTheFileUnlessAProviderSaysOtherwise() {
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY", "key-env: GROQ_API_KEY\n    health: {path: /ping}")
                .with("GROQ_API_KEY", "a");

        assertThat(groq().health()).contains(new HealthCheck(Duration.ofSeconds(20), "/ping"));
    }

    @Test
    void health_canBeSwitchedOffForOneProvider() {
        settings.replace(
                        "providers.yaml",
                        "key-env: GROQ_API_KEY",
                        "key-env: GROQ_API_KEY\n    health: {interval-ms: 0}")
                .with("GROQ_API_KEY", "a");

        assertThat(groq().health()).isEmpty();
    }

    @Test
    void health_isNotProbedWhereProvidersAreSimulated() {
        assertThat(settings.load().providers().values())
                .isNotEmpty()
                .allSatisfy(provider -> assertThat(provider.health()).isEmpty());
    }

    private Provider groq() {
        return Objects.requireNonNull(settings.load().providers().get("groq"));
    }
}
