package io.fareway.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a deployment is asked to go on with an answer that was begun elsewhere. */
public enum Prefill {
    /** It cannot: it would answer anew. */
    NONE,
    /** A last message of the assistant is continued. */
    PLAIN,
    /** The last message carries {@code "prefix": true}, as in DeepSeek's beta API. */
    PREFIX,
    /** {@code continue_final_message} and no generation prompt, as in vLLM's chat API. */
    CONTINUE_FINAL_MESSAGE;

    /** The word in configuration, for example {@code continue-final-message}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form of that name; empty when there is none. */
    public static Optional<Prefill> of(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label().equals(label))
                .findFirst();
    }
}
