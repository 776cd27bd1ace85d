package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.check.AnswerCheck;
import io.fareway.model.choice.Judge;
import io.fareway.model.choice.TierChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings say about the checks of tiers. */
class SettingsChecksTest {

    private static final String SIMPLE = "  simple:\n";

    private SettingsFolder settings;

    @BeforeEach
    void shipped(@TempDir Path folder) throws IOException {
        settings = SettingsFolder.copiedTo(folder);
    }

    @Test
    void checks_areRead() {
        TierChecks checks = checks(
                        "{not-empty: true, refusals: [\"as an AI\"], must-match: \"[0-9]\", escalate-to: medium}")
                .load()
                .routing()
                .checksOf("simple")
                .orElseThrow();

        assertThat(checks.jsonSchema()).isFalse();
        assertThat(checks.rules())
                .extracting(AnswerCheck::label)
                .containsExactly("not-empty", "refusals", "must-match");
        assertThat(checks.rules().get(1).objection("AS AN ai")).isPresent();
        assertThat(checks.rules().get(2).objection("none")).isPresent();
        assertThat(checks.escalateTo()).contains("medium");
    }

    @Test
    void judge_isReadWithWhatIsUsual() {
        settings.with("OPENAI_API_KEY", "sk-1");

        Optional<Judge> judge = checks("{judge: {deployment: openai/gpt-4o-mini, criteria: short}}")
                .load()
                .routing()
                .checksOf("simple")
                .orElseThrow()
                .judge();

        assertThat(judge)
                .contains(new Judge(
                        "openai/gpt-4o-mini",
                        "short",
                        Judge.USUAL_MIN_SCORE,
                        100,
                        Judge.USUAL_MAX_TOKENS,
                        Judge.USUAL_MAX_COST_USD,
                        Judge.USUAL_TIME_LIMIT));
    }

    @Test
    void unknownJudge_isAProblem() {
        assertThat(checks("{judge: {deployment: openai/gpt-4p-mini}}").problems())
                .singleElement()
                .asString()
                .startsWith(settings.at("tiers.yaml", "{judge:"))
                .contains("unknown deployment \"openai/gpt-4p-mini\" (did you mean \"openai/gpt-4o-mini\"?)");
    }

    @Test
    void unknownTier_isAProblem() {
        assertThat(checks("{not-empty: true, escalate-to: medum}").problems())
                .containsExactly(
                        settings.at("tiers.yaml", "escalate-to")
                                + "unknown tier \"medum\" (did you mean \"medium\"?): correct the name or add it to tiers.yaml");
    }

    @Test
    void wayThatComesBack_isAProblem() {
        assertThat(checks("{not-empty: true, escalate-to: simple}").problems())
                .containsExactly(settings.at("tiers.yaml", "escalate-to")
                        + "the way up from \"simple\" comes back to \"simple\"");
    }

    @Test
    void brokenExpression_isAProblem() {
        assertThat(checks("{must-match: \"[0-9\"}").problems())
                .containsExactly(
                        settings.at("tiers.yaml", "must-match") + "is no regular expression: Unclosed character class");
    }

    private SettingsFolder checks(String checks) {
        return settings.replace("tiers.yaml", SIMPLE, SIMPLE + "    checks: " + checks + "\n");
    }
}
