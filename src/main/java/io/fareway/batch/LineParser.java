package io.fareway.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one line of a job file: {@code custom_id}, {@code method}, {@code url} and {@code body}.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/batch/request-input">OpenAI batch input</a>.
 */
final class LineParser {

    private static final int LONGEST_CUSTOM_ID = 512;

    private final JsonFactory json = new JsonFactory();

    /** The request in this line, or why there is none. */
    ParsedLine parse(String job, InputLine line) {
        return switch (line) {
            case InputLine.TooLong tooLong ->
                bad(
                        tooLong.number(),
                        Optional.empty(),
                        "line_too_long",
                        "is longer than " + tooLong.maxBytes()
                                + " bytes. Shorten it, or raise fareway.batch.max-line.");
            case InputLine.Unusable unusable ->
                bad(unusable.number(), Optional.empty(), unusable.code(), unusable.whatIsWrong());
            case InputLine.Text text -> parse(job, text);
        };
    }

    private ParsedLine parse(String job, InputLine.Text line) {
        if (!isUtf8(line.bytes())) {
            return bad(line.number(), Optional.empty(), "invalid_encoding", "is not UTF-8. Save the file as UTF-8.");
        }
        Fields fields = new Fields();
        try (JsonParser parser = json.createParser(line.bytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return bad(
                        line.number(),
                        Optional.empty(),
                        "invalid_json",
                        "is not a JSON object with custom_id, method, url and body.");
            }
            fields.read(parser, line.bytes());
            if (parser.nextToken() != null) {
                return bad(
                        line.number(),
                        Optional.empty(),
                        "invalid_json",
                        "holds more than one JSON object. Put each request on a line of its own.");
            }
        } catch (JacksonException e) {
            return bad(
                    line.number(),
                    Optional.empty(),
                    "invalid_json",
                    "is not valid JSON at column " + e.getLocation().getColumnNr() + ": " + firstLine(e)
                            + ". A request must not span several lines.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checked(job, line.number(), fields);
    }

    private static ParsedLine checked(String job, long number, Fields fields) {
        if (!isUsableId(fields.customId)) {
            return bad(
                    number,
                    Optional.empty(),
                    "invalid_custom_id",
                    "needs a custom_id: a text of 1 to " + LONGEST_CUSTOM_ID
                            + " characters without control characters.");
        }
        Optional<String> id = Optional.of(fields.customId);
        if (!fields.method.equals("POST")) {
            return bad(number, id, "invalid_method", "needs \"method\": \"POST\".");
        }
        Optional<LineEndpoint> endpoint = LineEndpoint.of(fields.url);
        if (endpoint.isEmpty()) {
            return bad(number, id, "invalid_url", "needs a 'url' that is one of " + LineEndpoint.all() + ".");
        }
        if (fields.body.length == 0) {
            return bad(number, id, "invalid_body", "needs a body: a JSON object with what its url takes.");
        }
        return new BatchLine(job, number, fields.customId, endpoint.get(), fields.body);
    }

    private static boolean isUsableId(String id) {
        return !id.isBlank()
                && id.length() <= LONGEST_CUSTOM_ID
                && id.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(id);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            // a NUL is what UTF-16 looks like, and would make the JSON parser change its encoding
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String firstLine(JacksonException e) {
        String line = e.getOriginalMessage().lines().findFirst().orElse("");
        int sourceHint = line.indexOf(" (for ");
        return sourceHint < 0 ? line : line.substring(0, sourceHint);
    }

    private static BadLine bad(long number, Optional<String> id, String code, String whatIsWrong) {
        return new BadLine(number, id, code, "Line " + number + " " + whatIsWrong);
    }

    /** The four fields as far as they are of the right type; others are passed over. */
    private static final class Fields {

        private String customId = "";
        private String method = "";
        private String url = "";
        private byte[] body = new byte[0];

        void read(JsonParser parser, byte[] line) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "custom_id" -> customId = text(parser);
                    case "method" -> method = text(parser);
                    case "url" -> url = text(parser);
                    case "body" -> body = object(parser, line);
                    default -> parser.skipChildren();
                }
            }
        }

        private static String text(JsonParser parser) throws IOException {
            String value = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
            parser.skipChildren();
            return value;
        }

        private static byte[] object(JsonParser parser, byte[] line) throws IOException {
            boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            return isObject ? Arrays.copyOfRange(line, start, end) : new byte[0];
        }
    }
}
