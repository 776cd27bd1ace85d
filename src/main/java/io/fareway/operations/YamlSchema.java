package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fareway.model.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The JSON Schema of one settings file. A rule may carry {@code message: {KEYWORD: text}}, the text for people who
 * break it; it reads on after the name of the key.
 */
final class YamlSchema {

    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("message"))
            .build();

    private final JsonNode document;
    private final JsonSchema schema;

    private YamlSchema(JsonNode document) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .build();
        this.document = document;
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(DIALECT))
                .getSchema(document, config);
    }

    /** The schema of that name on the class path, where the build puts {@code config/schema/}. */
    static YamlSchema named(String name) {
        String resource = "/config-schema/" + name + ".schema.json";
        try (InputStream stream = YamlSchema.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return new YamlSchema(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** Adds a problem for every rule that the file breaks. */
    void check(YamlFile file, SettingsProblems problems) {
        for (ValidationMessage broken : schema.validate(file.content())) {
            if (broken.getEvaluationPath().contains("oneOf")
                    && !broken.getType().equals("oneOf")) {
                continue; // why each alternative failed; the message of oneOf names them all
            }
            JsonPointer at = JsonPointer.compile(broken.getInstanceLocation().toString());
            switch (broken.getType()) {
                case "additionalProperties" -> {
                    String key = broken.getProperty();
                    problems.add(file, at.appendProperty(key), unknownKey(key, ruleOf(broken)));
                }
                case "propertyNames" ->
                    problems.add(
                            file,
                            at.appendProperty(broken.getProperty()),
                            "\"" + broken.getProperty() + "\" " + complaint(broken));
                default -> problems.add(file, at, lastKey(at) + " " + complaint(broken));
            }
        }
    }

    private static String unknownKey(String key, JsonNode rule) {
        List<String> known = new ArrayList<>();
        rule.path("properties").fieldNames().forEachRemaining(known::add);
        return "unknown key \"" + key + "\"" + NearestName.hint(key, known) + ": correct or remove it";
    }

    private String complaint(ValidationMessage broken) {
        JsonNode rule = ruleOf(broken);
        String keyword = broken.getType();
        JsonNode own = rule.path("message").path(keyword);
        if (own.isTextual()) {
            return own.textValue();
        }
        JsonNode limit = rule.path(keyword);
        return switch (keyword) {
            case "required" -> "lacks \"" + broken.getProperty() + "\": add it";
            case "type" -> "must be " + kind(limit.asText()) + ", is " + found(broken.getInstanceNode());
            case "const" -> "must be " + limit + " or left out";
            case "enum" -> "must be one of " + limit;
            case "minimum" -> "must be at least " + limit;
            case "maximum" -> "must be at most " + limit;
            case "minItems", "minProperties", "minLength" -> "must not be empty";
            default -> broken.getMessage();
        };
    }

    private static String kind(String type) {
        return switch (type) {
            case "object" -> "a mapping (key: value)";
            case "array" -> "a list";
            case "string" -> "text (put it in quotes)";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> "a list";
            case NULL, MISSING -> "empty";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "text";
        };
    }

    private JsonNode ruleOf(ValidationMessage broken) {
        String keywordAt = broken.getSchemaLocation().getFragment().toString();
        return document.at(JsonPointer.compile(keywordAt).head());
    }

    private static String lastKey(JsonPointer at) {
        JsonPointer key = at;
        while (key.last() != null && key.last().mayMatchElement()) {
            key = key.head();
        }
        return key.matches() ? "the file" : "\"" + key.last().getMatchingProperty() + "\"";
    }
}
