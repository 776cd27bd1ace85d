package io.fareway.dialect;

import java.time.Duration;
import java.util.Optional;

/**
 * What a provider says of a request that it does not answer.
 *
 * @param kind what it means for us
 * @param type the provider's own word for the type; empty for none
 * @param code the provider's own code; empty for none
 * @param param the field at fault; empty for none
 * @param message the provider's own words; empty for none
 * @param complete whether the body is an error object of this wire format, which a caller of the same dialect can read
 * @param retryAfter how long the body asks us to wait
 */
public record ProviderError(
        Kind kind,
        String type,
        String code,
        String param,
        String message,
        boolean complete,
        Optional<Duration> retryAfter) {

    /** One whose body does not say how long to wait. */
    public ProviderError(Kind kind, String type, String code, String param, String message, boolean complete) {
        this(kind, type, code, param, message, complete, Optional.empty());
    }

    /** Nothing was said, or nothing that can be read. */
    public static ProviderError silent(Kind kind) {
        return new ProviderError(kind, "", "", "", "", false);
    }

    /** What an error means. */
    public enum Kind {
        /** Prompt and answer do not fit the model's context. */
        CONTEXT_LENGTH,
        /** The provider's content filter. */
        CONTENT_FILTER,
        /** Our key is not accepted, said with a status that means something else. */
        KEY_REFUSED,
        /** Anything else: the status says it. */
        OTHER
    }
}
