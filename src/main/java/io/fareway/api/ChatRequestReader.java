package io.fareway.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fareway.dialect.RequestFields;
import io.fareway.dialect.Translations;
import io.fareway.model.ChatRequest;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Asked;
import io.fareway.model.conversation.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads requests of every dialect: the JSON here, what it says by its dialect. */
@Component
public class ChatRequestReader {

    private static final Pattern PARSER_INTERNALS =
            Pattern.compile(" \\(for .*| \\(start marker at .*|, from `StreamReadConstraints[^`]*`");

    private final ObjectReader json;
    private final Translations dialects;

    ChatRequestReader(ObjectMapper mapper, Translations dialects) {
        this.json = mapper.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.dialects = dialects;
    }

    /**
     * The request in these bytes.
     *
     * @param body JSON in UTF-8
     * @param path the path it came by; some dialects put the model there
     * @param taskHeader value of {@code x-fareway-task}; empty when absent
     * @throws RequestError that names the field at fault
     */
    public ChatRequest read(byte[] body, Dialect dialect, String path, String taskHeader) {
        JsonNode request = readObject(body);
        Asked asked = dialects.client(dialect).read(request, path);
        return new ChatRequest(body, request, dialect, asked.withTask(taskHeader));
    }

    /**
     * The JSON object in these bytes.
     *
     * @throws RequestError when it is none
     */
    JsonNode readObject(byte[] body) {
        JsonNode request = parse(body);
        if (!request.isObject()) {
            throw RequestError.unreadable("The body must be a JSON object, not " + RequestFields.kind(request) + ".");
        }
        return request;
    }

    private JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw RequestError.unreadable("The body is empty. Send a JSON object.");
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
}
