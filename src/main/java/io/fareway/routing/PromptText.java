package io.fareway.routing;

import io.fareway.model.conversation.Conversation;
import java.util.List;
import java.util.Locale;

/** The words of a prompt. */
final class PromptText {

    private PromptText() {}

    /** Text of the last message of the user, in lower case; empty when there is none. */
    static String ofLastUserMessage(Conversation conversation) {
        return conversation.lastUserText().toLowerCase(Locale.ROOT);
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
