package io.fareway.model;

/**
 * What a provider said when it did not answer, for the caller and nobody else: it stands neither in the ledger nor in
 * the log.
 *
 * @param deployment who said it
 * @param status its HTTP status; that of the answer where it was said in the midst of one
 * @param type its own word for the type; empty for none
 * @param code its own code; empty for none
 * @param message its own words, without our keys; empty for none
 */
public record ProviderWords(String deployment, int status, String type, String code, String message) {

    /** Longer words are cut: some hosts answer with whole pages. */
    public static final int MOST_CHARACTERS = 1000;

    public ProviderWords {
        type = cut(type);
        code = cut(code);
        message = cut(message);
    }

    /** All of it in one line. */
    public String line() {
        StringBuilder line = new StringBuilder(deployment).append(": status ").append(status);
        for (String part : new String[] {type, code, message}) {
            if (!part.isEmpty()) {
                line.append(", ").append(part);
            }
        }
        return line.toString();
    }

    private static String cut(String words) {
        if (words.length() <= MOST_CHARACTERS) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return words.substring(0, end) + "...";
    }
}
