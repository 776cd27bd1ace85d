package io.fareway.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** The words of a prompt. */
final class PromptText {

    private PromptText() {}

    /** Text of the last message of the user, in lower case; empty when there is none. */
    static String ofLastUserMessage(JsonNode request) {
        String text = "";
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                text = textOf(message.path("content"));
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String textOf(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText("")).append('\n');
        }
        return text.toString();
    }

    /** Whether one of these words or phrases stands in the text as whole words. */
    static boolean containsAny(String text, List<String> words) {
        return words.stream().anyMatch(word -> contains(text, word.toLowerCase(Locale.ROOT)));
    }

    private static boolean contains(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            boolean startsFree = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            int end = at + word.length();
            boolean endsFree = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (startsFree && endsFree) {
                return true;
            }
        }
        return false;
    }
}
