package io.fareway.dialect.cohere;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.ProviderError.Kind;
import java.util.Locale;
import java.util.Optional;

/** Cohere's errors: a {@code message}, see <a href="https://docs.cohere.com/reference/errors">errors</a>. */
final class CohereErrors {

    private CohereErrors() {}

    static ProviderError read(int status, byte[] body) {
        Optional<ObjectNode> error = Json.parseObject(body);
        String message = error.map(object -> Json.text(object, "message")).orElse("");
        return new ProviderError(kind(status, message), "", "", "", message, error.isPresent());
    }

    private static Kind kind(int status, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean tooLong = lower.contains("too many tokens") || lower.contains("maximum context");
        return status == 413 || (status == 400 && tooLong) ? Kind.CONTEXT_LENGTH : Kind.OTHER;
    }
}
