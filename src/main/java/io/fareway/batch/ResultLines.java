package io.fareway.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Formats result lines. Bodies are taken over as they are, on one line, so that no number or text of an answer changes.
 *
 * <p>Wire format: <a href="https://platform.openai.com/docs/api-reference/batch/request-output">OpenAI batch
 * output</a>; the error of a line that could not be sent also names the {@code line}.
 */
final class ResultLines {

    private final JsonFactory json = new JsonFactory();

    /** The result of a line that was sent. */
    LineResult answered(BatchLine line, LineAnswer answer, Way way) {
        String response = "{\"status_code\":" + answer.status() + ",\"request_id\":" + quoted(answer.requestId())
                + ",\"body\":" + body(answer.body()) + "}";
        return new LineResult(
                line.number(),
                Optional.of(line.customId()),
                answer.requestId(),
                !answer.isSuccess(),
                resultLine(line.job(), line, response, "null"),
                way,
                answer.isSuccess() ? "" : "status " + answer.status(),
                answer.cost());
    }

    /** The result of a line that could not be sent. */
    LineResult refused(String job, BadLine line) {
        String error = "{\"code\":" + quoted(line.code()) + ",\"message\":" + quoted(line.message()) + ",\"line\":"
                + line.number() + "}";
        return new LineResult(
                line.number(),
                line.readableId(),
                "",
                true,
                resultLine(job, line, "null", error),
                Way.NONE,
                line.code(),
                LineCost.NONE);
    }

    private static String resultLine(String job, ParsedLine line, String response, String error) {
        return "{\"id\":" + quoted("batch_req_" + job + "_" + line.number()) + ",\"custom_id\":"
                + line.readableId().map(ResultLines::quoted).orElse("null") + ",\"response\":" + response
                + ",\"error\":" + error + "}";
    }

    private String body(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // JSON texts hold line ends between tokens only
        return isOneValue(text) ? text.replace('\n', ' ').replace('\r', ' ').strip() : quoted(text);
    }

    private boolean isOneValue(String text) {
        try (JsonParser parser = json.createParser(text)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            return first != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static String quoted(String text) {
        // half a surrogate pair would be refused by the database
        String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(encodable)) + '"';
    }
}
