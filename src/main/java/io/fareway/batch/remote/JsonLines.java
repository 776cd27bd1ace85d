package io.fareway.batch.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file of JSON lines, one at a time, numbers as they are written. Lines that cannot be read are passed over. */
final class JsonLines {

    private static final int LONGEST = 64 * 1024 * 1024;

    /** Keeps numbers as they are written. */
    static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonLines() {}

    /** Takes a line. */
    @FunctionalInterface
    interface Taker {
        void take(JsonNode line) throws IOException, InterruptedException;
    }

    /** Hands on each line of a file; closes it. */
    static void each(InputStream file, Taker taker) throws IOException, InterruptedException {
        try (InputStream in = new BufferedInputStream(file, 64 * 1024)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long length = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    hand(line, length, taker);
                    line.reset();
                    length = 0;
                } else if (++length <= LONGEST) {
                    line.write(b);
                }
            }
            hand(line, length, taker);
        }
    }

    private static void hand(ByteArrayOutputStream line, long length, Taker taker)
            throws IOException, InterruptedException {
        if (length == 0 || length > LONGEST) {
            return;
        }
        JsonNode parsed;
        try {
            parsed = EXACT.readTree(line.toByteArray());
        } catch (JsonProcessingException e) {
            return;
        }
        if (parsed != null && parsed.isObject()) {
            taker.take(parsed);
        }
    }
}
