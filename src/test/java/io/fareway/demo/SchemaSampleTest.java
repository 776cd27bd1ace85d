package io.fareway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;

class SchemaSampleTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void sample_meetsItsSchema() throws Exception {
        JsonNode schema = json.readTree(
                """
                {"type": "object", "required": ["name", "tags", "when", "score", "place"], "properties": {
                  "name": {"type": "string"}, "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
                  "when": {"type": "string", "format": "date"}, "score": {"type": "number", "minimum": 0.5},
                  "level": {"type": ["integer", "null"], "minimum": 3}, "sure": {"type": "boolean"},
                  "nothing": {"type": "null"}, "fixed": {"const": 7},
                  "place": {"properties": {"unit": {"type": "string"}}}}}""");

        JsonNode sample = new SchemaSample("tea").of(schema);

        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(sample))
                .isEmpty();
        assertThat(sample.path("name").asText()).isEqualTo("tea");
        assertThat(sample.path("fixed").asInt()).isEqualTo(7);
    }

    @Test
    void sample_ofNoSchemaIsEmpty() throws Exception {
        assertThat(new SchemaSample("tea").of(json.readTree("{\"type\": \"object\"}")))
                .isEmpty();
    }
}
