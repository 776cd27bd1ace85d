package io.fareway.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fareway.model.RequestError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes the input of a job of the body of one {@code POST /v1/messages/batches}: each of its requests becomes a line, its
 * {@code params} byte for byte. Holds one request at a time.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/batches/create">create a message batch</a>.
 */
final class MessageBatchInput {

    private static final int MOST_REQUESTS = 100_000;
    private static final Pattern CUSTOM_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final JsonFactory json = new JsonFactory();
    private final int maxLine;

    /** @param maxLine longest line of a job, in bytes */
    MessageBatchInput(int maxLine) {
        this.maxLine = maxLine;
    }

    /** Where a request's parameters stand in the body. */
    private record Place(String customId, long start, long end) {}

    /**
     * Writes the lines.
     *
     * @return how many
     * @throws RequestError that names the request at fault
     */
    long write(Path body, OutputStream lines) throws IOException {
        try (JsonParser parser = json.createParser(new BufferedInputStream(Files.newInputStream(body)));
                FileChannel bytes = FileChannel.open(body, StandardOpenOption.READ)) {
            return write(parser, bytes, lines);
        } catch (JacksonException e) {
            throw RequestError.unreadable(
                    "The body is not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        }
    }

    private long write(JsonParser parser, FileChannel bytes, OutputStream lines) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw RequestError.unreadable("The body must be a JSON object with 'requests'.");
        }
        long count = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isFirst = parser.currentName().equals("requests") && count == 0;
            if (parser.nextToken() == JsonToken.START_ARRAY && isFirst) {
                count = requests(parser, bytes, lines);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw RequestError.unreadable("The body holds more than one JSON object.");
        }
        if (count == 0) {
            throw RequestError.invalid("requests", "'requests' must be an array of at least one request.");
        }
        return count;
    }

    private long requests(JsonParser parser, FileChannel bytes, OutputStream lines) throws IOException {
        Set<String> ids = new HashSet<>();
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == MOST_REQUESTS) {
                throw RequestError.invalid("requests", "A message batch has at most " + MOST_REQUESTS + " requests.");
            }
            Place place = request(parser, "requests." + index);
            if (!ids.add(place.customId())) {
                throw RequestError.invalid(
                        "requests." + index + ".custom_id",
                        "requests." + index + ".custom_id: '" + place.customId() + "' names another request already.");
            }
            lines.write(line(place, bytes, "requests." + index));
        }
        return ids.size();
    }

    private static Place request(JsonParser parser, String at) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw RequestError.invalid(at, at + " must be an object with 'custom_id' and 'params'.");
        }
        String customId = "";
        long start = -1;
        long end = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("custom_id") && value == JsonToken.VALUE_STRING) {
                customId = parser.getText();
            } else if (field.equals("params") && value == JsonToken.START_OBJECT) {
                start = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                end = parser.currentLocation().getByteOffset();
            } else {
                parser.skipChildren();
            }
        }
        if (!CUSTOM_ID.matcher(customId).matches()) {
            throw RequestError.invalid(
                    at + ".custom_id", at + ".custom_id must be 1 to 64 letters, digits, hyphens or underscores.");
        }
        if (end < 0) {
            throw RequestError.invalid(at + ".params", at + ".params must be an object: what /v1/messages takes.");
        }
        return new Place(customId, start, end);
    }

    private byte[] line(Place place, FileChannel bytes, String at) throws IOException {
        byte[] head = ("{\"custom_id\":\"" + place.customId() + "\",\"method\":\"POST\",\"url\":\""
                        + LineEndpoint.MESSAGES.path() + "\",\"body\":")
                .getBytes(StandardCharsets.UTF_8);
        long length = place.end() - place.start();
        if (head.length + length + 1 > maxLine) {
            throw RequestError.http(
                    413,
                    "request_too_large",
                    at + " is larger than " + maxLine + " bytes. Shorten it, or raise fareway.batch.max-line.");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(head.length + (int) length + 2);
        line.writeBytes(head);
        line.writeBytes(onOneLine(params(place, bytes, (int) length), at));
        line.write('}');
        line.write('\n');
        return line.toByteArray();
    }

    private static byte[] params(Place place, FileChannel bytes, int length) throws IOException {
        ByteBuffer params = ByteBuffer.allocate(length);
        while (params.hasRemaining() && bytes.read(params, place.start() + params.position()) >= 0) {
            // a read may give less than asked for
        }
        return params.array();
    }

    /** A JSON text holds line ends between tokens only, and in UTF-8 no zeros. */
    private static byte[] onOneLine(byte[] params, String at) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(params));
        } catch (CharacterCodingException e) {
            throw RequestError.unreadable(at + " is not valid UTF-8. Encode the body as UTF-8.");
        }
        for (int i = 0; i < params.length; i++) {
            if (params[i] == 0) {
                throw RequestError.unreadable("The body must be JSON in UTF-8.");
            }
            if (params[i] == '\n' || params[i] == '\r') {
                params[i] = ' ';
            }
        }
        return params;
    }
}
