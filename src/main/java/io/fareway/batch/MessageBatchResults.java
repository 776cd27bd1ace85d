package io.fareway.batch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.ClientDialect;
import io.fareway.model.RequestError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The results of a job, line by line as they are read, in Anthropic's form.
 *
 * <p>Wire format: <a href="https://platform.claude.com/docs/en/api/messages/batches/results">message batch results</a>.
 */
final class MessageBatchResults extends InputStream {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final BufferedReader lines;
    private final ClientDialect anthropic;
    private byte[] current = new byte[0];
    private int position;

    /** @param file result lines as the engine writes them */
    MessageBatchResults(Path file, ClientDialect anthropic) throws IOException {
        this.lines = Files.newBufferedReader(file);
        this.anthropic = anthropic;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (position == current.length && !nextLine()) {
            return -1;
        }
        int copied = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, copied);
        position += copied;
        return copied;
    }

    private boolean nextLine() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return false;
        }
        current = (told(line) + "\n").getBytes(StandardCharsets.UTF_8);
        position = 0;
        return true;
    }

    private ObjectNode told(String line) {
        JsonNode stored;
        try {
            stored = JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode told = JSON.createObjectNode();
        told.set("custom_id", stored.path("custom_id"));
        ObjectNode result = told.putObject("result");
        JsonNode response = stored.path("response");
        int status = response.path("status_code").asInt(0);
        if (status >= 200 && status < 300) {
            result.put("type", "succeeded").set("message", response.path("body"));
        } else if (response.isObject()) {
            errored(result, error(status, response.path("body")));
        } else {
            unsent(result, stored.path("error"));
        }
        return told;
    }

    private void unsent(ObjectNode result, JsonNode error) {
        switch (error.path("code").asText()) {
            case BadLine.CANCELLED -> result.put("type", "canceled");
            case BadLine.EXPIRED -> result.put("type", "expired");
            default ->
                errored(
                        result,
                        anthropic.error(
                                RequestError.unreadable(error.path("message").asText())));
        }
    }

    private static void errored(ObjectNode result, JsonNode error) {
        result.put("type", "errored").set("error", error);
    }

    /** Of a line whose route failed the error is in the engine's own words. */
    private JsonNode error(int status, JsonNode body) {
        return body.path("type").asText().equals("error")
                ? body
                : anthropic.error(RequestError.http(
                        status,
                        body.at("/error/code").asText("internal_error"),
                        body.at("/error/message").asText("The request failed with status " + status + ".")));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
