package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.ProviderError;
import io.fareway.dialect.ProviderError.Kind;
import io.fareway.model.ProviderWords;
import io.fareway.model.RequestError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Google's error object, <a href="https://google.aip.dev/193">AIP-193</a>; its words for a status are those of <a
 * href="https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto">google.rpc.Code</a>.
 */
final class GeminiErrors {

    private static final String TYPE = "type.googleapis.com/google.rpc.";

    private GeminiErrors() {}

    /** What an error answer says. Streams without events carry it inside an array. */
    static ProviderError read(int status, byte[] body) {
        Optional<ObjectNode> parsed = Json.parseObject(withoutArray(body));
        JsonNode error = parsed.map(object -> object.path("error")).orElseGet(Json::object);
        String message = Json.text(error, "message");
        String type = Json.text(error, "status");
        return new ProviderError(
                kind(status, reason(error, type), message),
                type,
                reason(error, type),
                field(error),
                message,
                error.isObject(),
                pause(error));
    }

    /** In seconds, decimals allowed, and an {@code s}: JSON's form of google.protobuf.Duration. */
    private static Optional<Duration> pause(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            String delay = Json.text(detail, "retryDelay");
            if (delay.matches("\\d{1,6}(\\.\\d{1,9})?s")) {
                return Optional.of(Duration.parse("PT" + delay));
            }
        }
        return Optional.empty();
    }

    private static byte[] withoutArray(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8)
                : body;
    }

    /** Google answers an unknown key with status 400. */
    private static Kind kind(int status, String reason, String message) {
        if (reason.startsWith("API_KEY_")) {
            return Kind.KEY_REFUSED;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        boolean tooLong = lower.contains("exceeds the maximum number of tokens")
                || lower.contains("input token count")
                || lower.contains("context window");
        if (status == 413 || (status == 400 && tooLong)) {
            return Kind.CONTEXT_LENGTH;
        }
        return lower.contains("blocked by safety") || lower.contains("prohibited content")
                ? Kind.CONTENT_FILTER
                : Kind.OTHER;
    }

    private static String reason(JsonNode error, String otherwise) {
        for (JsonNode detail : error.path("details")) {
            if (!Json.text(detail, "reason").isEmpty()) {
                return Json.text(detail, "reason");
            }
        }
        return otherwise;
    }

    private static String field(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            String field = Json.text(detail.path("fieldViolations").path(0), "field");
            if (!field.isEmpty()) {
                return field;
            }
        }
        return "";
    }

    /** The object for this error. */
    static ObjectNode write(RequestError error) {
        ObjectNode body = Json.object();
        ObjectNode written = body.putObject("error");
        written.put("code", error.status());
        written.put("message", error.getMessage());
        written.put("status", word(error.status()));
        ArrayNode details = written.putArray("details");
        ObjectNode info = details.addObject();
        info.put("@type", TYPE + "ErrorInfo");
        info.put("reason", error.code().toUpperCase(Locale.ROOT));
        info.put("domain", "fareway");
        if (!error.tried().isEmpty()) {
            info.withObject("metadata").put("tried", String.join("\n", error.tried()));
        }
        if (!error.providerWords().isEmpty()) {
            info.withObject("metadata").put("provider_errors", lines(error.providerWords()));
        }
        error.param().ifPresent(param -> {
            ObjectNode violations = details.addObject();
            violations.put("@type", TYPE + "BadRequest");
            violations
                    .putArray("fieldViolations")
                    .addObject()
                    .put("field", param)
                    .put("description", error.getMessage());
        });
        error.retryAfterSeconds()
                .ifPresent(wait ->
                        details.addObject().put("@type", TYPE + "RetryInfo").put("retryDelay", wait + "s"));
        return body;
    }

    /** All values of the metadata are texts. */
    private static String lines(List<ProviderWords> words) {
        return words.stream().map(ProviderWords::line).collect(Collectors.joining("\n"));
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 402, 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 502, 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
