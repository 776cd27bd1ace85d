package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultLinesTest {

    private static final BatchLine LINE =
            new BatchLine("batch_1", 3, "a \"quoted\" id", LineEndpoint.CHAT_COMPLETIONS, new byte[0]);

    private static LineResult answered(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new ResultLines().answered(LINE, new LineAnswer(status, "r1", bytes, Optional.empty(), false), Way.LIVE);
    }

    @Test
    void answered_isOpenAisOutputLine() {
        LineResult result = answered(200, "{\"id\":\"x\"}");

        assertThat(result.json())
                .isEqualTo(
                        "{\"id\":\"batch_req_batch_1_3\",\"custom_id\":\"a \\\"quoted\\\" id\","
                                + "\"response\":{\"status_code\":200,\"request_id\":\"r1\",\"body\":{\"id\":\"x\"}},\"error\":null}");
        assertThat(result.failed()).isFalse();
        assertThat(result.requestId()).isEqualTo("r1");
        assertThat(result.line()).isEqualTo(3);
    }

    @Test
    void answered_putsAnIndentedBodyOnOneLineAndChangesNoValue() {
        LineResult result = answered(200, "{\n  \"a\": 0.10,\r\n  \"b\": \"x\\ny 日本\"\n}\n");

        assertThat(result.json()).contains("\"body\":{   \"a\": 0.10,    \"b\": \"x\\ny 日本\" }}");
    }

    @Test
    void answered_quotesABodyThatIsNotJson() {
        assertThat(answered(502, "<html>\n\"bad\"").json()).contains("\"body\":\"<html>\\n\\\"bad\\\"\"");
        assertThat(answered(502, "").json()).contains("\"body\":\"\"");
        assertThat(answered(502, "{} {}").json()).contains("\"body\":\"{} {}\"");
    }

    @Test
    void answered_isAFailure_whenTheStatusIsAnError() {
        assertThat(answered(400, "{}").failed()).isTrue();
    }

    @Test
    void refused_namesTheLine() {
        BadLine line = new BadLine(3, Optional.empty(), "invalid_json", "Line 3 is not valid JSON.");

        LineResult result = new ResultLines().refused("batch_1", line);

        assertThat(result.json())
                .isEqualTo(
                        "{\"id\":\"batch_req_batch_1_3\",\"custom_id\":null,\"response\":null,"
                                + "\"error\":{\"code\":\"invalid_json\",\"message\":\"Line 3 is not valid JSON.\",\"line\":3}}");
        assertThat(result.failed()).isTrue();
    }
}
