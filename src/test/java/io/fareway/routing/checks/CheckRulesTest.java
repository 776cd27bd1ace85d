package io.fareway.routing.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.check.AnswerCheck;
import io.fareway.model.check.AnswerChecks;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.conversation.OutputFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words stand which checks of a tier. */
class CheckRulesTest {

    private static final TierChecks ALL = new TierChecks(
            List.of(
                    new AnswerCheck.NotEmpty(),
                    AnswerChecks.refusal("as an ai"),
                    new AnswerCheck.Matches(Pattern.compile("[a-z]"))),
            true,
            Optional.empty(),
            Optional.empty());

    private static final OutputFormat TEXT = new OutputFormat.Text();

    @ParameterizedTest
    @CsvSource({"'   ', not-empty", "'As an AI, I will not', refusals", "12, must-match", "'fine', "})
    void firstCheckThatFails_isNamed(String words, @Nullable String failed) {
        assertThat(CheckRules.failure(ALL, List.of(words), TEXT)).isEqualTo(Optional.ofNullable(failed));
        assertThat(CheckRules.failure(
                        new TierChecks(List.of(), false, Optional.empty(), Optional.empty()), List.of(words), TEXT))
                .isEmpty();
    }

    @Test
    void everyChoice_isChecked_andNoneWhereAllCallTools() {
        assertThat(CheckRules.failure(ALL, List.of("fine", ""), TEXT)).contains("not-empty");
        assertThat(CheckRules.failure(ALL, List.of(), TEXT)).isEmpty();
    }

    @Test
    void jsonSchema_isThatOfTheRequest() throws JsonProcessingException {
        assertThat(CheckRules.failure(ALL, List.of("{\"a\":1}"), schema("{\"type\":\"object\"}")))
                .isEmpty();
        assertThat(CheckRules.failure(ALL, List.of("[\"a\"]"), schema("{\"type\":\"object\"}")))
                .contains("json-schema at $");
    }

    @Test
    void checkThatCannotBeUsed_doesNotJudge() throws JsonProcessingException {
        TierChecks slow = new TierChecks(
                List.of(new AnswerCheck.Matches(Pattern.compile("^(a+)+\\1$"))),
                true,
                Optional.empty(),
                Optional.empty());

        assertThat(CheckRules.failure(slow, List.of("a".repeat(40) + "b"), TEXT))
                .isEmpty();
        assertThat(CheckRules.failure(ALL, List.of("[\"a\"]"), schema("{\"$ref\":\"http://127.0.0.1:1/s\"}")))
                .isEmpty();
    }

    private static OutputFormat schema(String schema) throws JsonProcessingException {
        return new OutputFormat.JsonSchema("n", "", new ObjectMapper().readTree(schema), Optional.empty());
    }
}
