package io.fareway.provider;

import io.fareway.model.Provider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Takes keys out of what a provider says: some repeat the one they were asked with. */
final class KeyMask {

    private static final String MASK = "***";

    /** Shorter ones are placeholders for servers that ask for no key; they may well be words of a sentence. */
    private static final int SHORTEST_KEY = 6;

    /** Tokens that were exchanged for a key, and keys that a provider has shortened: known by how they begin. */
    private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile(
            "(?i:bearer|basic) +(?=[^ ]*\\d)[\\w.~+/=*-]{8,}|\\b(?:(?:sk|pk|xai|pplx|nvapi)-[\\w.*-]{5,}[\\w*]"
                    + "|(?:gsk|hf|r8|fw|tgp)_\\w[\\w*]{7,}|AIza[\\w*-]{8,}|ya29\\.[\\w.*-]{8,}"
                    + "|eyJ[\\w-]{8,}\\.[\\w.-]{8,}|A[KS]IA[A-Z0-9*]{8,})");

    private final List<String> keys;

    KeyMask(Provider provider) {
        this.keys = provider.keys().stream()
                .map(key -> key.secret().value())
                .filter(key -> key.length() >= SHORTEST_KEY)
                .toList();
    }

    /** These words without our keys and without anything that looks like a key. */
    String over(String words) {
        return LOOKS_LIKE_A_KEY.matcher(overOurs(words)).replaceAll(MASK);
    }

    /** This body without our keys; the very same bytes when they are not in it. */
    byte[] overOurs(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return keys.stream().anyMatch(text::contains) ? overOurs(text).getBytes(StandardCharsets.UTF_8) : body;
    }

    private String overOurs(String words) {
        String masked = words;
        for (String key : keys) {
            masked = masked.replace(key, MASK);
        }
        return masked;
    }
}
