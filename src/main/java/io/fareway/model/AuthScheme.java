package io.fareway.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a provider's key is presented to it. */
public enum AuthScheme {
    /** {@code Authorization: Bearer KEY}. */
    BEARER,
    /** {@code x-api-key: KEY}, as Anthropic wants it. */
    X_API_KEY,
    /** {@code api-key: KEY}, as Azure OpenAI wants it. */
    API_KEY,
    /** {@code x-portkey-api-key: KEY}, as Portkey wants it. */
    X_PORTKEY_API_KEY,
    /** {@code x-goog-api-key: KEY}, as Gemini's AI Studio wants it. */
    X_GOOG_API_KEY,
    /** A signature of the request, AWS's version 4; the key is an access key id. */
    SIGV4,
    /** A bearer token that Google gives for a service account; the key is the account's JSON key file. */
    GOOGLE,
    /** A bearer token that Microsoft Entra gives for an application; the key is its client secret. */
    ENTRA;

    /** The word in configuration, for example {@code x-api-key}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scheme of that name; empty when there is none. */
    public static Optional<AuthScheme> of(String label) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.label().equals(label))
                .findFirst();
    }
}
