package io.fareway.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fareway.model.ChatRequest;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads a chat request and checks what the gateway itself relies on; everything else is the provider's to judge.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/chat/create">OpenAI chat completions</a>.
 */
@Component
public class ChatRequestReader {

    private static final Pattern PARSER_INTERNALS =
            Pattern.compile(" \\(for .*| \\(start marker at .*|, from `StreamReadConstraints[^`]*`");

    private final ObjectReader json;

    ChatRequestReader(ObjectMapper mapper) {
        this.json = mapper.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * The request in these bytes.
     *
     * @param body JSON in UTF-8
     * @param taskHeader value of {@code x-fareway-task}; empty when absent
     * @throws RequestError that names the field at fault
     */
    public ChatRequest read(byte[] body, String taskHeader) {
        JsonNode request = parse(body);
        if (!request.isObject()) {
            throw RequestError.unreadable(
                    "The body must be a JSON object with 'model' and 'messages', not " + kind(request) + ".");
        }
        checkModel(request);
        checkMessages(request);
        checkBoolean(request, "stream");
        checkTokenLimit(request, "max_tokens");
        checkTokenLimit(request, "max_completion_tokens");
        checkObject(request, "stream_options");
        checkObject(request, "metadata");
        String hint = request.path("metadata").path("task").asText("");
        return new ChatRequest(
                body,
                request,
                request.path("model").textValue(),
                request.path("stream").asBoolean(false),
                request.path("stream_options").path("include_usage").asBoolean(false),
                taskHeader.isEmpty() ? hint : taskHeader);
    }

    private JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw RequestError.unreadable("The body is empty. Send a JSON object with 'model' and 'messages'.");
        }
        if (!startsLikeUtf8(body)) {
            throw RequestError.unreadable("The body must be JSON in UTF-8 without a byte order mark.");
        }
        try {
            return json.readValue(body);
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw RequestError.unreadable("The body is not valid JSON" + place + ": "
                    + firstLine(e.getOriginalMessage()) + ". Check quotes, commas and brackets.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No byte order mark, and no zero as in UTF-16 and UTF-32. */
    private static boolean startsLikeUtf8(byte[] body) {
        boolean zeros = body.length > 1 && (body[0] == 0 || body[1] == 0);
        return !zeros && body[0] != (byte) 0xEF && body[0] != (byte) 0xFE && body[0] != (byte) 0xFF;
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return PARSER_INTERNALS.matcher(line).replaceAll("");
    }

    private static void checkModel(JsonNode request) {
        JsonNode model = request.path("model");
        if (!model.isTextual() || model.textValue().isBlank()) {
            throw RequestError.invalid(
                    "model",
                    "'model' must be a text: 'auto', a tier, a model, or 'provider/model'. GET /v1/models lists them.");
        }
    }

    private static void checkMessages(JsonNode request) {
        JsonNode messages = request.path("messages");
        if (!messages.isArray()) {
            throw RequestError.invalid(
                    "messages", "'messages' must be an array of messages, not " + kind(messages) + ".");
        }
        if (messages.isEmpty()) {
            throw RequestError.invalid("messages", "'messages' is empty. Send at least one message.");
        }
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (!message.isObject() || !message.path("role").isTextual()) {
                String at = "messages[" + i + "]";
                throw RequestError.invalid(at, at + " must be an object with 'role' and 'content'.");
            }
        }
    }

    private static void checkBoolean(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw RequestError.invalid(field, "'" + field + "' must be true or false, not " + kind(value) + ".");
        }
    }

    private static void checkTokenLimit(JsonNode request, String field) {
        JsonNode value = request.path(field);
        boolean absent = value.isMissingNode() || value.isNull();
        if (!absent && !(value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0)) {
            throw RequestError.invalid(
                    field, "'" + field + "' must be a whole number above 0, not " + kind(value) + ".");
        }
    }

    private static void checkObject(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw RequestError.invalid(field, "'" + field + "' must be an object, not " + kind(value) + ".");
        }
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "absent";
            case NULL -> "null";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "the number " + node.asText();
            case STRING -> "a text";
            case ARRAY -> "an array";
            case OBJECT, POJO, BINARY -> "an object";
        };
    }
}
