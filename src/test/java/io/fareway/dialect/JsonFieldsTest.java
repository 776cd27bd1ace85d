package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {

    @Test
    void with_changesOnlyTheNamedField() {
        String body =
                "{ \"x_new\" : 1.50e+01,\n\t\"model\":\"auto\" , \"seed\": 12345678901234567890, \"ü\":\"\\u00fc\" }";

        assertThat(with(body, Map.of("model", "\"m\"")))
                .isEqualTo(
                        "{ \"x_new\" : 1.50e+01,\n\t\"model\":\"m\" , \"seed\": 12345678901234567890, \"ü\":\"\\u00fc\" }");
    }

    @Test
    void with_leavesNestedFieldsOfThatNameAlone() {
        assertThat(with("{\"tools\":[{\"model\":\"inner\"}],\"model\":\"auto\"}", Map.of("model", "\"m\"")))
                .isEqualTo("{\"tools\":[{\"model\":\"inner\"}],\"model\":\"m\"}");
    }

    @Test
    void with_replacesObjectsAndNumbersAndLiterals() {
        String body = "{\"a\":{\"b\":[1,2,{}]},\"n\":-12.5,\"t\":true,\"z\":null}";
        Map<String, String> values = new LinkedHashMap<>();
        values.put("a", "1");
        values.put("n", "2");
        values.put("t", "3");
        values.put("z", "4");

        assertThat(with(body, values)).isEqualTo("{\"a\":1,\"n\":2,\"t\":3,\"z\":4}");
    }

    @Test
    void with_addsFieldsThatAreMissing() {
        assertThat(with("{\"a\":1}", Map.of("b", "2"))).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(with("{ }", Map.of("b", "2"))).isEqualTo("{ \"b\":2}");
    }

    @Test
    void with_countsBytesNotCharacters() {
        assertThat(with("{\"p\":\"日本 🚀\",\"model\":\"auto\",\"q\":\"é\"}", Map.of("model", "\"m\"")))
                .isEqualTo("{\"p\":\"日本 🚀\",\"model\":\"m\",\"q\":\"é\"}");
    }

    @Test
    void with_refusesWhatIsNoObject() {
        assertThatThrownBy(() -> with("[1]", Map.of("model", "1"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String with(String body, Map<String, String> values) {
        return new String(JsonFields.with(body.getBytes(StandardCharsets.UTF_8), values), StandardCharsets.UTF_8);
    }
}
