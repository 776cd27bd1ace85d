package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start banner says in each situation. */
class BannerTextTest {

    private static final ManagementProperties OPEN = new ManagementProperties("operator", "");

    private Path folder;
    private SettingsFolder config;

    @BeforeEach
    void copyShippedFiles(@TempDir Path temporary) throws IOException {
        folder = temporary;
        config = SettingsFolder.copiedTo(Files.createDirectory(folder.resolve("config")));
    }

    @Test
    void of_namesTheVariablesThatReplaceSimulatedProviders() {
        String banner = BannerText.of(facts(config.load(), false, false, OPEN));

        assertThat(banner)
                .contains("demo-thrifty (2 deployments)", "demo-genius (1 deployment)")
                .contains("simulated, because no provider key is set")
                .contains("OPENAI_API_KEY, GROQ_API_KEY");
    }

    @Test
    void of_tellsWhenTheDemoIsForced() {
        String banner = BannerText.of(facts(config.load(), true, false, OPEN));

        assertThat(banner).contains("simulated, because FAREWAY_DEMO is true").doesNotContain("OPENAI_API_KEY");
    }

    @Test
    void of_listsRealProvidersWithoutAWordOfSimulation() {
        Settings settings = config.with("OPENAI_API_KEY", "sk-secret").load();

        String banner = BannerText.of(facts(settings, false, false, OPEN));

        assertThat(banner)
                .contains("openai (3 deployments)", "openai/gpt-4o")
                .doesNotContain("simulated", "demo-", "sk-secret");
    }

    @Test
    void of_listsEachTierWithItsDeploymentsInOrder() {
        String banner = BannerText.of(facts(config.load(), false, false, OPEN));

        assertThat(banner)
                .containsSubsequence(
                        "simple: Short, closed tasks",
                        "demo-thrifty/llama-3.1-8b, demo-swift/llama-3.1-8b, demo-steady/llama-3.1-8b",
                        "medium: ",
                        "complex: ",
                        "Baseline    demo-genius/llama-3.1-405b");
    }

    @Test
    void of_tellsHowToSetAPasswordAndKeys() {
        String banner = BannerText.of(facts(config.load(), false, false, OPEN));

        assertThat(banner)
                .contains("set FAREWAY_ADMIN_PASSWORD to log in as operator", "set FAREWAY_API_KEYS")
                .doesNotContain("authorization");
    }

    @Test
    void of_keepsThePasswordAndAsksForAKeyInTheCommands() {
        ManagementProperties closed = new ManagementProperties("anna", "s3cret-pass");

        String banner = BannerText.of(facts(config.load(), false, true, closed));

        assertThat(banner)
                .contains("log in as anna with the password", "-H 'authorization: Bearer YOUR_KEY'")
                .doesNotContain("s3cret-pass");
    }

    @Test
    void of_offersTheSampleJobOnlyWhenItIsThere() throws IOException {
        StartFacts facts = facts(config.load(), false, false, OPEN);

        String without = BannerText.of(facts);
        Files.writeString(facts.folders().sample(), "{}");
        String with = BannerText.of(facts);

        assertThat(without).contains("cp JOB.jsonl in/").doesNotContain("sample.jsonl");
        assertThat(with).contains("cp " + facts.folders().sample() + " in/");
    }

    @Test
    void of_givesCommandsWithTheRealPort() {
        String banner = BannerText.of(facts(config.load(), false, false, OPEN));

        assertThat(banner)
                .contains("curl -i http://localhost:8099/v1/chat/completions", "curl -N http://localhost:8099/v1/")
                .contains("http://localhost:8099/actuator/hawtio", "http://localhost:8099/actuator/health")
                .contains("Dashboard   http://localhost:8099/dashboard");
    }

    private StartFacts facts(Settings settings, boolean forced, boolean keyNeeded, ManagementProperties management) {
        return new StartFacts(
                " 1.2",
                "http://localhost:8099",
                settings,
                forced,
                List.of("OPENAI_API_KEY", "GROQ_API_KEY"),
                keyNeeded,
                management,
                new StartFacts.Folders(
                        Path.of("routes"),
                        Path.of("config"),
                        Path.of("in"),
                        Path.of("out"),
                        Path.of("reports"),
                        "data/fareway.db",
                        folder.resolve("sample.jsonl")));
    }
}
