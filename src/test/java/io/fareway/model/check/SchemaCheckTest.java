package io.fareway.model.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers held against JSON schemas of somebody else's, harmless and not. */
class SchemaCheckTest {

    private static final String PERSON = "{\"type\":\"object\",\"required\":[\"age\"],\"properties\":"
            + "{\"age\":{\"type\":\"integer\"},\"a\":{\"type\":\"string\"}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"age\":7} | ",
                "{\"age\":\"old\"} | json-schema at $.age",
                "{} | json-schema at $",
                "seven | json-schema: no JSON",
                "'' | json-schema: no JSON",
                "{\"age\":7} Hope this helps! | json-schema: no JSON",
                "```json{\"age\":7}``` | json-schema: no JSON"
            })
    void departure_isNamedByItsPlace(String words, @Nullable String name) {
        assertThat(fits(PERSON).objection(words).map(Objection::name)).isEqualTo(Optional.ofNullable(name));
    }

    @Test
    void expressions_areHeeded() {
        AnswerCheck check = fits("{\"patternProperties\":{\"^n_\":{\"type\":\"integer\"}},\"properties\":"
                + "{\"code\":{\"pattern\":\"^[A-Z]+$\"}}}");

        assertThat(check.objection("{\"n_1\":1,\"other\":\"x\",\"code\":\"AB\"}"))
                .isEmpty();
        assertThat(check.objection("{\"code\":\"ab\"}").map(Objection::name)).contains("json-schema at $.code");
    }

    @Test
    void referencesWithin_areFollowed() {
        AnswerCheck tree = fits("{\"$ref\":\"#/$defs/node\",\"$defs\":{\"node\":{\"type\":\"object\",\"properties\":"
                + "{\"next\":{\"$ref\":\"#/$defs/node\"}}}}}");

        assertThat(tree.objection("{\"next\":{\"next\":{}}}")).isEmpty();
        assertThat(tree.objection("{\"next\":{\"next\":7}}").map(Objection::name))
                .contains("json-schema at $.next.next");
    }

    @Test
    void schemaOfAnEarlierDialect_isReadAsThat() {
        AnswerCheck pair = fits("{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":"
                + "[{\"$ref\":\"#/definitions/n\"}],\"additionalItems\":false,"
                + "\"definitions\":{\"n\":{\"type\":\"integer\"}}}");

        assertThat(pair.objection("[1]")).isEmpty();
        assertThat(pair.objection("[\"1\"]")).isPresent();
        assertThat(pair.objection("[1,2]")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"http://127.0.0.1:1/schema.json\"}",
                "{\"$schema\":\"http://127.0.0.1:1/dialect\"}",
                "{\"$dynamicRef\":\"#node\"}",
                "{\"$ref\":\"#\"}",
                "{\"pattern\":\"(\"}",
                "{\"items\":{\"pattern\":\"^(a+)+\\\\1$\"}}",
            })
    void schemaThatLeadsElsewhereOrRunsForEver_cannotBeUsed(String schema) {
        String words = "[\"" + "a".repeat(40) + "b\"]";

        assertThatThrownBy(() -> fits(schema).objection(words))
                .isInstanceOf(UnusableCheckException.class)
                .hasMessageStartingWith("the check \"json-schema\" cannot be used: ");
    }

    @Test
    void schemaWhoseReferencesDoubleAtEachStep_cannotBeUsed() {
        StringBuilder doubling = new StringBuilder("{\"$ref\":\"#/$defs/n0\",\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/n" + (i + 1) + "\"}";
            doubling.append("\"n" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        doubling.append("\"n40\":{}}}");

        assertThatThrownBy(() -> fits(doubling.toString()).objection("{}"))
                .isInstanceOf(UnusableCheckException.class)
                .hasMessageContaining("steps");
    }

    private static AnswerCheck fits(String schema) {
        try {
            return new AnswerCheck.Fits(new ObjectMapper().readTree(schema), false);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
