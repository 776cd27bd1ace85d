package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ErrorFields;
import io.fareway.dialect.Json;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.ProviderError.Kind;
import io.fareway.model.RequestError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Anthropic's error object: <a href="https://platform.claude.com/docs/en/api/errors">errors</a>. */
final class AnthropicErrors {

    private static final List<String> TOO_LONG = List.of(
            "prompt is too long", "input is too long", "exceed context limit", "context window", "too many tokens");

    private AnthropicErrors() {}

    static ProviderError read(int status, byte[] body) {
        Optional<ObjectNode> parsed = Json.parseObject(body);
        if (parsed.isEmpty()) {
            return ProviderError.silent(kind(status, "", ""));
        }
        JsonNode error = parsed.get().path("error").isObject() ? parsed.get().path("error") : parsed.get();
        String type = Json.text(error, "type");
        String message = Json.text(error, "message");
        return new ProviderError(
                kind(status, type, message),
                type,
                Json.text(error.path("details"), "error_code"),
                "",
                message.isEmpty() ? error.toString() : message,
                parsed.get().path("error").isObject());
    }

    private static Kind kind(int status, String type, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean tooLong = status == 413
                || type.equals("request_too_large")
                || (status == 400 && TOO_LONG.stream().anyMatch(lower::contains));
        if (tooLong) {
            return Kind.CONTEXT_LENGTH;
        }
        return lower.contains("content filtering policy") ? Kind.CONTENT_FILTER : Kind.OTHER;
    }

    /** The object for this error, with the field at fault and what was tried as fields of their own. */
    static ObjectNode write(RequestError error) {
        ObjectNode body = Json.object().put("type", "error");
        ObjectNode details = body.putObject("error");
        details.put("type", type(error.status()));
        details.put("message", error.getMessage());
        details.put("code", error.code());
        error.param().ifPresent(param -> details.put("param", param));
        ErrorFields.addTo(details, error);
        body.putNull("request_id");
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
