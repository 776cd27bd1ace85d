package io.fareway.routing.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.choice.TierChecks;
import io.fareway.model.conversation.OutputFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words stand which checks. */
class CheckRulesTest {

    private static final TierChecks ALL = new TierChecks(
            true,
            true,
            Optional.of(Pattern.compile("[a-z]")),
            List.of(Pattern.compile("as an ai", Pattern.CASE_INSENSITIVE)),
            Optional.empty());

    private static final TierChecks NONE = new TierChecks(false, false, Optional.empty(), List.of(), Optional.empty());

    private final ObjectMapper json = new ObjectMapper();
    private final CheckRules rules = new CheckRules(json);

    @ParameterizedTest
    @CsvSource({"'   ', not-empty", "'As an AI, I will not', refusals", "12, must-match", "'fine', "})
    void firstCheckThatFails_isNamed(String words, @Nullable String failed) {
        assertThat(rules.failure(ALL, List.of(words), new OutputFormat.Text())).isEqualTo(Optional.ofNullable(failed));
        assertThat(rules.failure(NONE, List.of(words), new OutputFormat.Text())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"age\":7} | ",
                "{\"age\":\"old\"} | json-schema at $.age",
                "{} | json-schema at $",
                "seven | json-schema: no JSON"
            })
    void jsonSchema_isThatOfTheRequest(String words, @Nullable String failed) throws JsonProcessingException {
        OutputFormat format = schema("{\"type\":\"object\",\"required\":[\"age\"],\"properties\":"
                + "{\"age\":{\"type\":\"integer\"},\"a\":{\"type\":\"string\"}}}");
        TierChecks checks = new TierChecks(false, true, Optional.empty(), List.of(), Optional.empty());

        assertThat(rules.failure(checks, List.of(words), format)).isEqualTo(Optional.ofNullable(failed));
    }

    @Test
    void everyChoice_isChecked_andNoneWhereAllCallTools() {
        assertThat(rules.failure(ALL, List.of("fine", ""), new OutputFormat.Text()))
                .contains("not-empty");
        assertThat(rules.failure(ALL, List.of(), new OutputFormat.Text())).isEmpty();
    }

    @Test
    void schemasOfCallers_neitherLeadElsewhereNorRunForEver() throws JsonProcessingException {
        TierChecks checks = new TierChecks(false, true, Optional.empty(), List.of(), Optional.empty());
        OutputFormat elsewhere = schema("{\"$ref\":\"http://127.0.0.1:1/schema.json\"}");
        OutputFormat endless = schema("{\"type\":\"string\",\"pattern\":\"^(a+)+\\\\1$\"}");

        assertThat(rules.failure(checks, List.of("{}"), elsewhere)).isEmpty();
        assertThat(rules.failure(checks, List.of("\"" + "a".repeat(40) + "b\""), endless))
                .isEmpty();
    }

    @Test
    void expressionsOfSchemas_areHeeded() throws JsonProcessingException {
        TierChecks checks = new TierChecks(false, true, Optional.empty(), List.of(), Optional.empty());
        OutputFormat format = schema("{\"patternProperties\":{\"^n_\":{\"type\":\"integer\"}},\"properties\":"
                + "{\"code\":{\"pattern\":\"^[A-Z]+$\"}}}");

        assertThat(rules.failure(checks, List.of("{\"n_1\":1,\"other\":\"x\",\"code\":\"AB\"}"), format))
                .isEmpty();
        assertThat(rules.failure(checks, List.of("{\"code\":\"ab\"}"), format)).contains("json-schema at $.code");
    }

    private OutputFormat schema(String schema) throws JsonProcessingException {
        return new OutputFormat.JsonSchema("n", "", json.readTree(schema), Optional.empty());
    }
}
