package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Reads providers' refusals: what went wrong in their own words, and whether another deployment could do better. */
@Component
class Refusals {

    /**
     * How providers say that a prompt is too long: OpenAI's code {@code context_length_exceeded}, and the words that
     * vLLM, Groq, Mistral and Together use in their messages.
     */
    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "context length",
            "maximum context",
            "context window",
            "too many tokens",
            "prompt is too long",
            "reduce the length");

    private final ObjectMapper json;

    Refusals(ObjectMapper json) {
        this.json = json;
    }

    /** OpenAI-type providers already speak the client's dialect; anything else is wrapped, in the provider's own words. */
    byte[] asErrorObject(byte[] refusal, int status) {
        try {
            JsonNode parsed = json.readTree(refusal);
            if (parsed.path("error").isObject()) {
                return refusal;
            }
            return errorObject(parsed.path("message").asText(parsed.toString()), status);
        } catch (IOException e) {
            return errorObject("The provider refused the request with status " + status + ".", status);
        }
    }

    private byte[] errorObject(String words, int status) {
        ObjectNode refusal = json.createObjectNode();
        refusal.putObject("error")
                .put("message", words)
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", "provider_status_" + status);
        return refusal.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the prompt was refused for what it says, although the status speaks of access: OpenRouter answers 403 with
     * the reasons in <a href="https://openrouter.ai/docs/api-reference/errors">{@code error.metadata}</a>.
     */
    boolean isForContent(byte[] refusal) {
        try {
            JsonNode metadata = json.readTree(refusal).path("error").path("metadata");
            return metadata.has("flagged_input") || metadata.path("reasons").isArray();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the prompt was too long for this deployment. */
    boolean isForLength(Answer refusal) {
        if (refusal.status() == 413) {
            return true;
        }
        String words = new String(refusal.body(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return refusal.status() == 400 && TOO_LONG.stream().anyMatch(words::contains);
    }
}
