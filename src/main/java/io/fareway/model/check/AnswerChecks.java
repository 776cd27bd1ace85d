package io.fareway.model.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads checks as prompt sets write them: {@code [{"type": "contains", "value": "Paris"}]}. */
public final class AnswerChecks {

    private static final List<String> TYPES =
            List.of("exact", "contains", "must-match", "refusals", AnswerCheck.JSON_SCHEMA, "not-empty");

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
            case "not-empty" -> new AnswerCheck.NotEmpty();
            case "exact" -> new AnswerCheck.Exact(text(entry));
            case "contains" -> new AnswerCheck.Contains(text(entry));
            case "must-match" -> new AnswerCheck.Matches(expression(text(entry), 0));
            case "refusals" -> refusal(text(entry));
            case AnswerCheck.JSON_SCHEMA -> schema(entry);
            default ->
                throw new IllegalArgumentException("unknown check \"" + type + "\"" + NearestName.hint(type, TYPES)
                        + ": write one of " + String.join(", ", TYPES));
        };
    }

    /**
     * The check that an answer does not say this, in whatever case.
     *
     * @throws IllegalArgumentException when it is no regular expression
     */
    public static AnswerCheck refusal(String expression) {
        return new AnswerCheck.Refuses(expression(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static String text(JsonNode entry) {
        if (!entry.path("value").isTextual()) {
            throw new IllegalArgumentException(
                    "the check \"" + entry.path("type").asText() + "\" needs \"value\", a text");
        }
        return entry.path("value").asText();
    }

    private static Pattern expression(String text, int flags) {
        try {
            return Pattern.compile(text, flags);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    private static AnswerCheck schema(JsonNode entry) {
        if (!entry.path("schema").isObject()) {
            throw new IllegalArgumentException("the check \"json-schema\" needs \"schema\", an object");
        }
        AnswerCheck.Fits fits = new AnswerCheck.Fits(entry.path("schema"), true);
        try {
            fits.requireUsable();
        } catch (UnusableCheckException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return fits;
    }
}
