package io.fareway.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fareway.demo.ChatCall.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/**
 * Reads and checks a chat request; unknown fields are ignored. Fields as in OpenAI's <a
 * href="https://platform.openai.com/docs/api-reference/chat/create">reference</a>.
 */
@Component("demoChatCallReader")
class ChatCallReader {

    private final ObjectReader json;

    ChatCallReader(ObjectMapper mapper) {
        this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Reads a body that must be one JSON object. */
    JsonNode object(byte[] body) {
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            throw Refusal.unreadable("The body is empty: send a JSON object with 'content-type: application/json'.");
        }
        try {
            JsonNode node = json.readTree(body);
            if (node.isObject()) {
                return node;
            }
            throw Refusal.unreadable("The body must be a JSON object, not " + node.getNodeType() + ".");
        } catch (JsonProcessingException e) {
            throw Refusal.unreadable("The body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChatCall read(String provider, DemoProperties.Profile profile, byte[] body) {
        JsonNode request = object(body);
        JsonNode model = request.path("model");
        if (!model.isTextual() || model.textValue().isBlank()) {
            throw Refusal.invalid(
                    "model",
                    "'model' must be a string, for example '" + profile.models().get(0) + "'.");
        }
        if (request.path("n").asInt(1) != 1) {
            throw Refusal.invalid("n", "'n' must be 1: a simulated provider gives one answer at a time.");
        }
        return new ChatCall(
                provider,
                profile,
                model.textValue(),
                messages(request.path("messages")),
                maxTokens(request),
                flag(request.path("stream"), "stream"),
                flag(request.path("stream_options").path("include_usage"), "stream_options.include_usage"),
                AnswerForm.of(request));
    }

    private static List<Message> messages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Refusal.invalid("messages", "'messages' must be an array of at least one message.");
        }
        List<Message> read = new ArrayList<>();
        for (JsonNode message : messages) {
            String at = "messages[" + read.size() + "]";
            if (!message.path("role").isTextual()) {
                throw Refusal.invalid(at + ".role", "'" + at + ".role' must be a string, for example 'user'.");
            }
            read.add(new Message(message.path("role").textValue(), text(message.path("content"), at + ".content")));
        }
        return read;
    }

    private static String text(JsonNode content, String at) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isArray()) {
            return StreamSupport.stream(content.spliterator(), false)
                    .map(part -> part.path("text").asText(""))
                    .collect(Collectors.joining("\n"));
        }
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        throw Refusal.invalid(at, "'" + at + "' must be a string or an array of content parts.");
    }

    private static OptionalInt maxTokens(JsonNode request) {
        String name = request.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        if (!request.hasNonNull(name)) {
            return OptionalInt.empty();
        }
        JsonNode limit = request.path(name);
        if (!limit.canConvertToInt() || !limit.isIntegralNumber() || limit.intValue() < 1) {
            throw Refusal.invalid(name, "'" + name + "' must be a whole number of at least 1.");
        }
        return OptionalInt.of(limit.intValue());
    }

    private static boolean flag(JsonNode flag, String name) {
        if (flag.isBoolean() || flag.isNull() || flag.isMissingNode()) {
            return flag.asBoolean(false);
        }
        throw Refusal.invalid(name, "'" + name + "' must be true or false.");
    }
}
