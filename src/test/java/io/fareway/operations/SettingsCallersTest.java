package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Caller;
import io.fareway.model.Callers;
import io.fareway.model.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named callers are read with their keys, and mistakes are told by file and line. */
class SettingsCallersTest {

    private static final String KEY = "a-key-of-24-characters-x";

    private final SettingsFolder settings;

    SettingsCallersTest(@TempDir Path folder) throws IOException {
        settings = SettingsFolder.copiedTo(folder)
                .write("profiles.yaml", Files.readString(SettingsFolder.SHIPPED.resolve("profiles.yaml")));
    }

    @Test
    void callers_areFoundByKeyFromTheEnvironmentAndByHash() {
        Callers callers = settings.with("BOT_KEY", KEY)
                .write(
                        "callers.yaml",
                        """
                        callers:
                          bot:
                            team: support
                            key-env: BOT_KEY
                            user-tier: premium
                            profile: fast
                            limits: {requests-per-minute: 60, concurrent: 2}
                          nightly: {key-sha256: %s}
                        teams:
                          support: {limits: {tokens-per-minute: 1000}}
                        """
                                .formatted(Callers.hash("another-key")))
                .load()
                .callers();

        assertThat(callers.holderOf(KEY))
                .contains(new Caller(
                        "bot",
                        "support",
                        "premium",
                        "fast",
                        new RateLimits(OptionalLong.of(60), OptionalLong.empty(), OptionalLong.of(2))));
        assertThat(callers.holderOf("another-key").map(Caller::name)).contains("nightly");
        assertThat(callers.holderOf("a-third-key")).isEmpty();
        assertThat(callers.limitsOf("support").tokensPerMinute()).hasValue(1000);
        assertThat(callers.toString()).doesNotContain(KEY);
    }

    @Test
    void callers_mayBeLeftOut() {
        assertThat(settings.load().callers()).isEqualTo(Callers.NONE);
    }

    @Test
    void keyThatIsNotSet_isAProblem() {
        settings.write("callers.yaml", "callers:\n  bot: {key-env: BOT_KEY}\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("callers.yaml", 2)
                        + "the variable BOT_KEY is not set: set it, or give the key as key-sha256");
    }

    @Test
    void shortKey_isAProblemAndIsNotRepeated() {
        settings.with("BOT_KEY", "hunter2").write("callers.yaml", "callers:\n  bot: {key-env: BOT_KEY}\n");

        assertThat(settings.problems())
                .singleElement()
                .asString()
                .contains("less than 16 characters")
                .doesNotContain("hunter2");
    }

    @Test
    void keyOfTwoCallers_isAProblem() {
        settings.with("BOT_KEY", KEY)
                .write(
                        "callers.yaml",
                        "callers:\n  bot: {key-env: BOT_KEY}\n  twin: {key-sha256: " + Callers.hash(KEY) + "}\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("callers.yaml", 3)
                        + "this key is held by \"bot\" too: a key stands for one caller");
    }

    @Test
    void keyInClear_isRefusedBySchema() {
        settings.write("callers.yaml", "callers:\n  bot: {key-sha256: sk-my-secret}\n  bob: {key: sk-my-secret}\n");

        assertThat(settings.problems())
                .anyMatch(problem -> problem.contains("must be the SHA-256 of the key"))
                .anyMatch(problem -> problem.contains("unknown key \"key\""));
    }

    @Test
    void unknownProfile_isAProblem() {
        settings.with("BOT_KEY", KEY).write("callers.yaml", "callers:\n  bot: {key-env: BOT_KEY, profile: fsat}\n");

        assertThat(settings.problems())
                .containsExactly(
                        settings.at("callers.yaml", 2)
                                + "unknown profile \"fsat\" (did you mean \"fast\"?): correct the name or add it to profiles.yaml");
    }

    @Test
    void teamWithoutCallers_isAProblem() {
        settings.with("BOT_KEY", KEY)
                .write(
                        "callers.yaml",
                        "callers:\n  bot: {team: support, key-env: BOT_KEY}\nteams:\n  suport: {limits: {concurrent: 1}}\n");

        assertThat(settings.problems())
                .containsExactly(settings.at("callers.yaml", 4)
                        + "no caller belongs to team \"suport\" (did you mean \"support\"?): correct or remove it");
    }
}
