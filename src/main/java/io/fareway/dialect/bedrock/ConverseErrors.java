package io.fareway.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.ProviderError.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Errors of Bedrock: a message, and sometimes a type.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html">error codes</a>.
 */
final class ConverseErrors {

    private static final List<String> TOO_LONG = List.of(
            "input is too long", "prompt is too long", "too many input tokens", "maximum context", "context window");

    private ConverseErrors() {}

    static ProviderError read(int status, byte[] body) {
        Optional<ObjectNode> error = Json.parseObject(body);
        String message = error.map(object -> Json.text(object, "message")).orElse("");
        if (message.isEmpty()) {
            message = error.map(object -> Json.text(object, "Message")).orElse("");
        }
        String type = error.map(object -> Json.text(object, "__type")).orElse("");
        return new ProviderError(kind(status, message), type, type, "", message, error.isPresent());
    }

    private static Kind kind(int status, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean tooLong = status == 400 && TOO_LONG.stream().anyMatch(lower::contains);
        return status == 413 || tooLong ? Kind.CONTEXT_LENGTH : Kind.OTHER;
    }
}
