package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.choice.Affinity;
import io.fareway.model.choice.Pin;
import io.fareway.model.choice.Pin.WhenDown;
import io.fareway.model.choice.PromptCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings say about pins and prompt caches. */
class SettingsAffinityTest {

    private SettingsFolder settings;

    @BeforeEach
    void shipped(@TempDir Path folder) throws IOException {
        settings =
                SettingsFolder.copiedTo(folder).with("OPENAI_API_KEY", "sk-1").with("BOT_KEY", "bot-key-0123456789");
    }

    @Test
    void pinsAndPromptCaches_areRead() {
        Affinity affinity = callers(
                        "    user-tier: gold\n    pin: openai/gpt-4o\n    pin-when-down: refuse\nuser-tiers:\n"
                                + "  gold: {pin: session}\n")
                .load()
                .routing()
                .affinity();

        assertThat(affinity.callerPins()).containsEntry("bot", new Pin(Optional.of("openai/gpt-4o"), WhenDown.REFUSE));
        assertThat(affinity.userTierPins()).containsEntry("gold", new Pin(Optional.empty(), WhenDown.FAIL_OVER));
        assertThat(affinity.promptCacheOf("openai")).contains(new PromptCache(Duration.ofMinutes(5), 1_024));
        assertThat(affinity.promptCacheOf("groq")).isEmpty();
    }

    @Test
    void pinToNothing_isAProblem() {
        assertThat(callers("    pin: openai/gpt-4\n").problems())
                .containsExactly(settings.at("callers.yaml", 4)
                        + "unknown deployment \"openai/gpt-4\" (did you mean \"openai/gpt-4o\"?): correct the name, add it"
                        + " to models.yaml, or write session");
    }

    @Test
    void pinToSomebodyInactiveWithoutFailover_isAProblem() {
        assertThat(callers("    pin: groq/gpt-oss-20b\n    pin-when-down: refuse\n")
                        .problems())
                .containsExactly(settings.at("callers.yaml", 4)
                        + "\"groq/gpt-oss-20b\" is not active, and pin-when-down: refuse allows nobody else: activate its"
                        + " provider or write fail-over");
    }

    @Test
    void whenDownWithoutAPin_isAProblem() {
        assertThat(callers("    pin-when-down: refuse\n").problems())
                .containsExactly(settings.at("callers.yaml", 4) + "pin-when-down without a pin: add pin, or remove it");
    }

    @Test
    void userTierThatNobodyHas_isAProblem() {
        assertThat(callers("    user-tier: gold\nuser-tiers:\n  glod: {pin: session}\n")
                        .problems())
                .containsExactly(settings.at("callers.yaml", 6)
                        + "no caller has the user tier \"glod\" (did you mean \"gold\"?): correct or remove it");
    }

    private SettingsFolder callers(String more) {
        return settings.write("callers.yaml", "callers:\n  bot:\n    key-env: BOT_KEY\n" + more);
    }
}
