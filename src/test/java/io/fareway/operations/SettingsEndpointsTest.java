package io.fareway.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.RequestEdits;
import io.fareway.model.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How hosts and deployments are called where that differs from the usual. */
class SettingsEndpointsTest {

    private static final String DEPLOYMENT = "      feed-key: groq/openai/gpt-oss-20b\n";

    private SettingsFolder settings;

    @BeforeEach
    void copyShippedFiles(@TempDir Path copy) throws IOException {
        settings = SettingsFolder.copiedTo(copy).with("GROQ_API_KEY", "gsk-1").with("OPENAI_API_KEY", "sk-1");
    }

    private SettingsFolder with(String own) {
        return settings.replace("models.yaml", DEPLOYMENT, DEPLOYMENT + own.indent(6));
    }

    private Provider groqAsCalledBy(Settings loaded, String model) {
        return loaded.providerOf(loaded.deployment("groq/" + model).orElseThrow());
    }

    @Test
    void deployment_overridesItsProviderKeyByKey() {
        Settings loaded =
                with("""
                        base-url: http://proxy:9/v1
                        headers: {x-team: blue}
                        limits: {idle-ms: 77}
                        repeats: 0
                        breaker: {failures: 2, open-ms: 500}
                        """)
                        .load();

        Provider own = groqAsCalledBy(loaded, "gpt-oss-20b");
        Provider usual = requireNonNull(loaded.providers().get("groq"));
        assertThat(own.baseUrl()).isEqualTo(URI.create("http://proxy:9/v1"));
        assertThat(own.headers()).containsEntry("x-team", "blue");
        assertThat(own.limits().idle()).isEqualTo(Duration.ofMillis(77));
        assertThat(own.limits().connect()).isEqualTo(usual.limits().connect());
        assertThat(own.rules().repeats()).isZero();
        assertThat(own.rules().breaker().failures()).contains(2);
        assertThat(own.rules().breaker().open()).contains(Duration.ofMillis(500));
        assertThat(own.keys()).isEqualTo(usual.keys());
        assertThat(usual.baseUrl()).isEqualTo(URI.create("https://api.groq.com/openai/v1"));
    }

    @Test
    void deployment_mayHaveItsOwnKey() {
        Settings loaded = with("key-env: TEAM_KEY").with("TEAM_KEY", "gsk-2").load();

        assertThat(groqAsCalledBy(loaded, "gpt-oss-20b").keys())
                .extracting(ProviderKey::name)
                .containsExactly("TEAM_KEY");
    }

    @Test
    void deploymentWithoutAnythingOfItsOwn_isCalledLikeItsProvider() {
        Settings loaded = settings.load();

        assertThat(groqAsCalledBy(loaded, "gpt-oss-20b"))
                .isSameAs(loaded.providers().get("groq"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "cookie", "x-api-key", "Host", "content-length", "x-fareway-tier"})
    void headerThatNeverPasses_isRefused(String header) {
        settings.replace(
                "providers.yaml",
                "    key-env: GROQ_API_KEY",
                "    key-env: GROQ_API_KEY\n    pass-headers: {to-provider: [" + header + "]}");

        assertThat(settings.problems()).singleElement().asString().contains("may not pass");
    }

    @Test
    void unknownKeyOfRequestFields_isRefusedWithTheNearest() {
        settings.replace(
                "providers.yaml",
                "    key-env: GROQ_API_KEY",
                "    key-env: GROQ_API_KEY\n    request-fields: {renames: {a: b}}");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .contains("unknown key \"renames\"", "did you mean \"rename\"");
    }

    @Test
    void mistral_isKnownToRefuseWhatItDoesNotKnow() {
        Settings loaded = settings.with("MISTRAL_API_KEY", "m-1").load();

        RequestEdits edits = loaded.deployments().values().stream()
                .filter(deployment -> deployment.provider().equals("mistral"))
                .findFirst()
                .orElseThrow()
                .wire()
                .edits();
        assertThat(edits.rename())
                .containsEntry("max_completion_tokens", "max_tokens")
                .containsEntry("seed", "random_seed");
        assertThat(edits.remove()).contains("stream_options");
    }

    @Test
    void hostsOfTheSamples_areCopiedAsTheyStand() throws IOException {
        String shipped = Files.readString(SettingsFolder.SHIPPED.resolve("providers.yaml"));
        String hosts = Files.readString(Path.of("samples", "hosts.yaml"));

        Settings loaded = settings.write("providers.yaml", shipped + "\n" + hosts)
                .with("HF_TOKEN", "k")
                .with("TOKENMIX_API_KEY", "k")
                .with("INFRON_API_KEY", "k")
                .with("PORTKEY_API_KEY", "k")
                .with("LITELLM_API_KEY", "k")
                .with("MY_HOST_API_KEY", "k")
                .load();

        assertThat(loaded.providers().keySet())
                .containsAll(List.of(
                        "huggingface",
                        "tokenmix",
                        "infron",
                        "portkey",
                        "litellm",
                        "any-host",
                        "vllm",
                        "sglang",
                        "llama-cpp",
                        "ollama",
                        "tgi"));
    }
}
