package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.Losses;
import java.util.Locale;
import java.util.Set;

/**
 * Schemas between JSON Schema and what Gemini takes.
 *
 * <p>Sources: <a href="https://ai.google.dev/api/caching#Schema">Schema</a>, the form of OpenAPI 3.0 with its types in
 * capitals; <a href="https://ai.google.dev/gemini-api/docs/structured-output#json_schema_support">the part of JSON Schema
 * that structured output supports</a>.
 */
final class Schemas {

    private static final Set<String> OF_SCHEMAS = Set.of("properties", "$defs", "definitions");
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

    private static final Set<String> SUPPORTED = Set.of(
            "$id",
            "$anchor",
            "$ref",
            "type",
            "format",
            "title",
            "description",
            "enum",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "required",
            "propertyOrdering");

    /** They say nothing about which values are valid. */
    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$comment", "default", "example", "examples", "deprecated", "readOnly", "writeOnly");

    private Schemas() {}

    /** A schema of OpenAPI's form as JSON Schema. */
    static JsonNode fromOpenApi(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode written = Json.object();
        schema.properties().forEach(field -> fromOpenApi(Fields.camel(field.getKey()), field.getValue(), written));
        if (Fields.at(schema, "nullable").asBoolean(false)
                && written.path("type").isTextual()) {
            String type = written.path("type").textValue();
            written.putArray("type").add(type).add("null");
        }
        return written;
    }

    private static void fromOpenApi(String name, JsonNode value, ObjectNode to) {
        switch (name) {
            case "nullable", "propertyOrdering" -> {}
            case "type" -> to.put("type", value.asText().toLowerCase(Locale.ROOT));
            case "properties" -> {
                ObjectNode properties = to.putObject("properties");
                value.properties()
                        .forEach(property -> properties.set(property.getKey(), fromOpenApi(property.getValue())));
            }
            case "items" -> to.set("items", fromOpenApi(value));
            case "anyOf" -> {
                ArrayNode choices = to.putArray("anyOf");
                value.forEach(choice -> choices.add(fromOpenApi(choice)));
            }
            case "example" -> to.putArray("examples").add(value);
            case "format" -> {
                if (!value.asText().equals("enum")) {
                    to.set("format", value);
                }
            }
            default -> {
                if (COUNTS.contains(name) && value.isTextual()) {
                    to.put(name, value.asLong());
                } else {
                    to.set(name, value);
                }
            }
        }
    }

    /**
     * The schema of an answer with what structured output supports.
     *
     * @param losses takes note of every constraint that is left out, for example {@code response_format (pattern)}
     */
    static JsonNode ofAnswer(JsonNode schema, Losses losses) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode written = Json.object();
        schema.properties().forEach(field -> write(field.getKey(), field.getValue(), schema, written, losses));
        return written;
    }

    private static void write(String name, JsonNode value, JsonNode schema, ObjectNode to, Losses losses) {
        if (OF_SCHEMAS.contains(name) && value.isObject()) {
            ObjectNode schemas = to.putObject(name.equals("definitions") ? "$defs" : name);
            value.properties().forEach(entry -> schemas.set(entry.getKey(), ofAnswer(entry.getValue(), losses)));
            return;
        }
        switch (name) {
            case "$ref" -> to.put("$ref", value.asText().replace("#/definitions/", "#/$defs/"));
            case "items", "additionalProperties" -> to.set(name, ofAnswer(value, losses));
            case "anyOf", "oneOf", "prefixItems" -> {
                ArrayNode list = to.putArray(name);
                value.forEach(entry -> list.add(ofAnswer(entry, losses)));
            }
            case "allOf" -> mergeAll(value, to, losses);
            case "const" -> writeConst(value, to, losses);
            case "exclusiveMinimum" -> writeBound("minimum", 1, value, schema, to, losses);
            case "exclusiveMaximum" -> writeBound("maximum", -1, value, schema, to, losses);
            default -> {
                if (SUPPORTED.contains(name)) {
                    to.set(name, value);
                } else if (!ANNOTATIONS.contains(name)) {
                    losses.lose("response_format (" + name + ")");
                }
            }
        }
    }

    private static void mergeAll(JsonNode schemas, ObjectNode to, Losses losses) {
        if (schemas.size() == 1 && ofAnswer(schemas.path(0), losses) instanceof ObjectNode only) {
            to.setAll(only);
        } else {
            losses.lose("response_format (allOf)");
        }
    }

    private static void writeConst(JsonNode value, ObjectNode to, Losses losses) {
        if (value.isTextual() || value.isNumber()) {
            to.putArray("enum").add(value);
        } else {
            losses.lose("response_format (const)");
        }
    }

    private static void writeBound(
            String bound, int step, JsonNode value, JsonNode schema, ObjectNode to, Losses losses) {
        if (schema.path("type").asText().equals("integer") && value.isIntegralNumber()) {
            to.put(bound, value.longValue() + step);
        } else {
            losses.lose("response_format (exclusive " + bound + ")");
        }
    }
}
