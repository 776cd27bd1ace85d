package io.fareway.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.KeyLimits;
import io.fareway.model.RateLimits;
import io.fareway.model.Settings;
import io.fareway.model.UsageCaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code providers.yaml} says about the use of keys. */
class SettingsKeyLimitsTest {

    private static final OptionalLong NONE = OptionalLong.empty();

    @Test
    void providersOwnLimit_goesBeforeTheFiles_andTheRestIsNotBounded(@TempDir Path folder) throws IOException {
        Settings settings = SettingsFolder.copiedTo(folder)
                .with("GROQ_API_KEY", "gsk-1")
                .with("OPENAI_API_KEY", "sk-1")
                .replace(
                        "providers.yaml",
                        "  concurrent-calls: 64",
                        "  tokens-per-month: 9000\n  requests-per-minute: 600\n  concurrent-calls: 64")
                .replace(
                        "providers.yaml",
                        "    key-env: GROQ_API_KEY",
                        "    key-env: GROQ_API_KEY\n    limits: {requests-per-minute: 30, concurrent-calls-per-key: 2,"
                                + " requests-per-day: 14400, tokens-per-day: 500000, tokens-per-minute: 6000,"
                                + " requests-per-month: 100000}")
                .load();

        assertThat(limitsOf("groq", settings))
                .isEqualTo(new KeyLimits(
                        new RateLimits(OptionalLong.of(30), OptionalLong.of(6_000), OptionalLong.of(2)),
                        new UsageCaps(
                                OptionalLong.of(14_400),
                                OptionalLong.of(500_000),
                                OptionalLong.of(100_000),
                                OptionalLong.of(9_000))));
        assertThat(limitsOf("openai", settings))
                .isEqualTo(new KeyLimits(
                        new RateLimits(OptionalLong.of(600), NONE, NONE),
                        new UsageCaps(NONE, NONE, NONE, OptionalLong.of(9_000))));
    }

    private static KeyLimits limitsOf(String provider, Settings settings) {
        return requireNonNull(settings.providers().get(provider)).limits().perKey();
    }
}
