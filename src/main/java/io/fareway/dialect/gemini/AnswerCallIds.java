package io.fareway.dialect.gemini;

import java.util.UUID;

/**
 * Ids of the calls in a provider's answer. Gemini's own are marked, so that they and no others are sent back to it: it
 * needs none, and some of its versions know no such field. Never longer than 40 characters, OpenAI's limit.
 */
final class AnswerCallIds {

    private static final String MARK = "gemini-";
    private static final int LONGEST = 40;
    private static final int CHARACTERS_OF_ANSWER = 22;

    private String answer = "";
    private int calls;

    /** Calls that follow belong to the answer of this id. */
    void begin(String responseId) {
        String letters = responseId.replaceAll("[^A-Za-z0-9_-]", "");
        answer = letters.substring(0, Math.min(CHARACTERS_OF_ANSWER, letters.length()));
    }

    /** The id of the next call. */
    String next(String given) {
        if (!given.isEmpty() && MARK.length() + given.length() <= LONGEST) {
            return MARK + given;
        }
        if (answer.isEmpty()) {
            answer = UUID.randomUUID().toString().replace("-", "").substring(0, CHARACTERS_OF_ANSWER);
        }
        return "call_" + answer + "_" + calls++;
    }

    /** The id that Gemini gave; empty when it gave none. */
    static String given(String id) {
        return id.startsWith(MARK) ? id.substring(MARK.length()) : "";
    }
}
