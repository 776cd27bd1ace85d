package io.fareway.dialect.openai;

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

/**
 * OpenAI's error object, <a href="https://platform.openai.com/docs/guides/error-codes/api-errors">documented</a>, and
 * what hosts of its format make of it.
 */
public final class ChatErrors {

    /**
     * How providers say that a prompt is too long: OpenAI's code {@code context_length_exceeded}, and the words that
     * vLLM, Groq, Mistral, Together, llama.cpp and TGI use in their messages.
     */
    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "context length",
            "maximum context",
            "context window",
            "context size",
            "`inputs` tokens + `max_new_tokens`",
            "`inputs` must have less than",
            "too many tokens",
            "prompt is too long",
            "reduce the length");

    private static final List<String> FILTERED = List.of("content_filter", "content_policy", "responsibleaipolicy");

    private ChatErrors() {}

    /** What an error answer says. */
    public static ProviderError read(int status, byte[] body) {
        Optional<ObjectNode> parsed = Json.parseObject(body);
        if (parsed.isEmpty()) {
            return ProviderError.silent(kind(status, ""));
        }
        JsonNode error = parsed.get().path("error").isObject() ? parsed.get().path("error") : parsed.get();
        String message = Json.text(error, "message");
        if (message.isEmpty()) {
            message = error.path("error").isTextual() ? error.path("error").textValue() : error.toString();
        }
        String type = Json.text(error, "type");
        String code = error.path("code").asText("");
        return new ProviderError(
                isModerated(error) ? Kind.CONTENT_FILTER : kind(status, type + " " + code + " " + message),
                type,
                code,
                Json.text(error, "param"),
                message,
                parsed.get().path("error").isObject());
    }

    /**
     * OpenRouter answers 403 to what its moderation refuses, with the reasons in <a
     * href="https://openrouter.ai/docs/api-reference/errors">{@code error.metadata}</a>.
     */
    private static boolean isModerated(JsonNode error) {
        JsonNode metadata = error.path("metadata");
        return metadata.has("flagged_input") || metadata.path("reasons").isArray();
    }

    /** What these words mean, by the phrases that OpenAI and the hosts of its format use. */
    public static Kind kind(int status, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        boolean tooLong = (status == 400 || status == 422) && TOO_LONG.stream().anyMatch(lower::contains);
        if (status == 413 || tooLong) {
            return Kind.CONTEXT_LENGTH;
        }
        return FILTERED.stream().anyMatch(lower::contains) ? Kind.CONTENT_FILTER : Kind.OTHER;
    }

    /** The object for this error, with what was tried as a field of its own. */
    public static ObjectNode write(RequestError error) {
        ObjectNode body = Json.object();
        ObjectNode details = body.putObject("error");
        details.put("message", error.getMessage());
        details.put("type", error.type());
        error.param().ifPresentOrElse(param -> details.put("param", param), () -> details.putNull("param"));
        details.put("code", error.code());
        ErrorFields.addTo(details, error);
        return body;
    }
}
