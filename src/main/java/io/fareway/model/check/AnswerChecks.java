package io.fareway.model.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads checks as files write them: {@code [{"type": "contains", "value": "Paris"}]}. */
public final class AnswerChecks {

    private static final String TYPES = "exact, contains, regex, json-schema, non-empty";

    private AnswerChecks() {}

    /**
     * The checks of a list; none when it is absent.
     *
     * @throws IllegalArgumentException that says what is wrong with which
     */
    public static List<AnswerCheck> read(JsonNode list) {
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new IllegalArgumentException("\"checks\" must be a list of objects with \"type\" and \"value\"");
        }
        List<AnswerCheck> checks = new ArrayList<>();
        list.forEach(entry -> checks.add(check(entry)));
        return checks;
    }

    private static AnswerCheck check(JsonNode entry) {
        String type = entry.path("type").asText();
        return switch (type) {
            case "non-empty" -> new AnswerCheck.NonEmpty();
            case "exact" -> new AnswerCheck.Exact(text(entry));
            case "contains" -> new AnswerCheck.Contains(text(entry));
            case "regex" -> new AnswerCheck.Matches(expression(text(entry)));
            case "json-schema" -> new AnswerCheck.Fits(schema(entry));
            default -> throw new IllegalArgumentException("unknown check \"" + type + "\": write one of " + TYPES);
        };
    }

    private static String text(JsonNode entry) {
        if (!entry.path("value").isTextual()) {
            throw new IllegalArgumentException(
                    "the check \"" + entry.path("type").asText() + "\" needs \"value\", a text");
        }
        return entry.path("value").asText();
    }

    private static Pattern expression(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    private static JsonSchema schema(JsonNode entry) {
        if (!entry.path("schema").isObject()) {
            throw new IllegalArgumentException("the check \"json-schema\" needs \"schema\", an object");
        }
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(entry.path("schema"));
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException("the schema of a check cannot be read: " + e.getMessage(), e);
        }
    }
}
