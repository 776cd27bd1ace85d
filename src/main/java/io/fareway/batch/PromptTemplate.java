package io.fareway.batch;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A prompt with {@code {{column}}} where a row's values go. What a row holds is never taken for a column's name. */
final class PromptTemplate {

    private static final Pattern COLUMN = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

    private final String text;

    PromptTemplate(String text) {
        this.text = text;
    }

    /**
     * Checks that every column is there.
     *
     * @throws UnreadableInputException when the template names another
     */
    void requireColumns(List<String> columns) throws UnreadableInputException {
        Matcher matcher = COLUMN.matcher(text);
        while (matcher.find()) {
            if (!columns.contains(matcher.group(1))) {
                throw new UnreadableInputException("has no column '" + matcher.group(1)
                        + "', which its template names; it has " + String.join(", ", columns));
            }
        }
    }

    /** The prompt for these values. */
    String filled(Map<String, String> values) {
        return COLUMN.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }
}
