package io.fareway.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens when a deployment's wire format cannot say something that the caller asks for. */
public enum OnUnsupported {
    /** The deployment does not answer the request. */
    REJECT,
    /** It answers without it, and nobody is told. */
    DROP,
    /** It answers without it, and the response header {@code x-fareway-unsupported} names what was left out. */
    WARN;

    /** The word in configuration and headers, for example {@code reject}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(OnUnsupported::label).toList();
    }

    /** The setting of that name; empty when there is none. */
    public static Optional<OnUnsupported> of(String label) {
        return Arrays.stream(values())
                .filter(setting -> setting.label().equals(label))
                .findFirst();
    }
}
