package io.fareway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;

/** Invents a plausible value for a JSON Schema; understands what function parameters usually use. */
final class SchemaSample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 8;

    private final String subject;

    /**
     * Samples about something.
     *
     * @param subject what free strings are about
     */
    SchemaSample(String subject) {
        this.subject = subject;
    }

    JsonNode of(JsonNode schema) {
        return sample(schema, "", 0);
    }

    private JsonNode sample(JsonNode schema, String name, int depth) {
        for (String given : new String[] {"const", "default"}) {
            if (schema.has(given)) {
                return schema.get(given);
            }
        }
        if (schema.path("enum").has(0)) {
            return schema.path("enum").get(0);
        }
        JsonNode type = schema.path("type");
        String kind =
                type.isArray() ? type.path(0).asText() : type.asText(schema.has("properties") ? "object" : "string");
        return switch (kind) {
            case "object" -> object(schema, depth);
            case "array" -> NODES.arrayNode().add(sample(schema.path("items"), name, depth + 1));
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
            case "number" ->
                NODES.numberNode(schema.path("minimum").decimalValue().add(BigDecimal.ONE));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(text(schema.path("format").asText(""), name.toLowerCase(Locale.ROOT)));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        if (depth < DEEPEST) {
            schema.path("properties")
                    .properties()
                    .forEach(property ->
                            object.set(property.getKey(), sample(property.getValue(), property.getKey(), depth + 1)));
        }
        return object;
    }

    private String text(String format, String name) {
        return switch (format) {
            case "date" -> "2030-02-28";
            case "date-time" -> "2030-02-28T12:00:00Z";
            case "email" -> "somebody@example.com";
            case "uri" -> "https://example.com/";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            default -> name.contains("unit") ? "celsius" : subject;
        };
    }
}
