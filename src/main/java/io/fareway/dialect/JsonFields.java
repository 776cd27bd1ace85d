package io.fareway.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Replaces top-level fields of a JSON object in its bytes and leaves every other byte as it was: fields that we do not
 * know, number formats and key order reach the provider unharmed.
 */
public final class JsonFields {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonFields() {}

    /**
     * The object with some top-level fields set.
     *
     * @param object a JSON object in UTF-8
     * @param values JSON text by field name; fields that the object lacks are added at its end
     * @throws IllegalArgumentException when the bytes are no JSON object
     */
    public static byte[] with(byte[] object, Map<String, String> values) {
        Map<String, String> missing = new LinkedHashMap<>(values);
        ByteArrayOutputStream out = new ByteArrayOutputStream(object.length + 128);
        try (JsonParser parser = FACTORY.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            int copied = 0;
            boolean empty = true;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                empty = false;
                String name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                String value = values.get(name);
                if (value != null) {
                    out.write(object, copied, start - copied);
                    out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
                    copied = end;
                    missing.remove(name);
                }
            }
            int closing = (int) parser.currentTokenLocation().getByteOffset();
            out.write(object, copied, closing - copied);
            for (Map.Entry<String, String> field : missing.entrySet()) {
                String separator = empty ? "" : ",";
                empty = false;
                out.writeBytes(
                        (separator + '"' + field.getKey() + "\":" + field.getValue()).getBytes(StandardCharsets.UTF_8));
            }
            out.write(object, closing, object.length - closing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * The object without a top-level field; the same bytes when it has none of that name.
     *
     * @param object a JSON object in UTF-8
     * @throws IllegalArgumentException when the bytes are no JSON object
     */
    public static byte[] without(byte[] object, String field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(object.length);
        try (JsonParser parser = FACTORY.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            int copied = 0;
            int endBefore = (int) parser.currentLocation().getByteOffset();
            boolean first = true;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int nameAt = (int) parser.currentTokenLocation().getByteOffset();
                parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                if (name.equals(field)) {
                    int from = first ? nameAt : endBefore; // with the comma before it, or else the one after it
                    out.write(object, copied, from - copied);
                    copied = first ? afterComma(object, end) : end;
                } else {
                    first = false;
                }
                endBefore = end;
            }
            out.write(object, copied, object.length - copied);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static int afterComma(byte[] object, int end) {
        int at = end;
        while (at < object.length && object[at] <= ' ') {
            at++;
        }
        return at < object.length && object[at] == ',' ? at + 1 : end;
    }
}
