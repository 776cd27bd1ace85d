package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.model.RequestError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageBatchInputTest {

    private static final int MAX_LINE = 200;

    private final Path body;

    MessageBatchInputTest(@TempDir Path folder) {
        this.body = folder.resolve("body.json");
    }

    private String written(byte[] json) throws IOException {
        Files.write(body, json);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long count = new MessageBatchInput(MAX_LINE).write(body, lines);
        String text = lines.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize((int) count);
        return text;
    }

    @Test
    void params_areTakenOverByteForByte_onOneLine() throws IOException {
        String json = "{\"x\":[1],\"requests\":[\n{\"params\":{\"t\": 0.10,\n\"n\":1e400, \"ü\":\"\\u00e9\"},"
                + "\"custom_id\":\"a-1\"} ,{\"custom_id\":\"b_2\",\"params\":{}}]}";

        String lines = written(json.getBytes(StandardCharsets.UTF_8));

        assertThat(lines)
                .isEqualTo("{\"custom_id\":\"a-1\",\"method\":\"POST\",\"url\":\"/v1/messages\",\"body\":{\"t\": 0.10,"
                        + " \"n\":1e400, \"ü\":\"\\u00e9\"}}\n"
                        + "{\"custom_id\":\"b_2\",\"method\":\"POST\",\"url\":\"/v1/messages\",\"body\":{}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                    | must be a JSON object",
                "{}                                                    | at least one request",
                "{\"requests\":[]}                                     | at least one request",
                "{\"requests\":{}}                                     | at least one request",
                "{\"requests\":[1]}                                    | requests.0 must be an object",
                "{\"requests\":[{\"params\":{}}]}                      | requests.0.custom_id must be",
                "{\"requests\":[{\"custom_id\":\"a b\",\"params\":{}}]}| requests.0.custom_id must be",
                "{\"requests\":[{\"custom_id\":\"a\",\"params\":[]}]}  | requests.0.params must be an object",
                "{\"requests\":[{\"custom_id\":\"a\",\"params\":{}}    | not valid JSON at line 1",
                "{\"requests\":[{\"custom_id\":\"a\",\"params\":{}}]}1 | more than one JSON object",
            })
    void bodyThatIsNoBatch_isRefusedByWhatIsWrong(String json, String expected) {
        assertThatThrownBy(() -> written(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining(expected);
    }

    @Test
    void customIdUsedTwice_isRefused() {
        String json = "{\"requests\":[{\"custom_id\":\"a\",\"params\":{}},{\"custom_id\":\"a\",\"params\":{}}]}";

        assertThatThrownBy(() -> written(json.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("requests.1.custom_id: 'a' names another request");
    }

    @Test
    void requestLargerThanALine_isRefused() {
        String json = "{\"requests\":[{\"custom_id\":\"a\",\"params\":{\"x\":\"" + "y".repeat(MAX_LINE) + "\"}}]}";

        assertThatThrownBy(() -> written(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(RequestError.class, refusal -> assertThat(refusal.status())
                        .isEqualTo(413))
                .hasMessageContaining("fareway.batch.max-line");
    }

    @Test
    void anotherEncoding_isRefused() {
        String json = "{\"requests\":[{\"custom_id\":\"a\",\"params\":{\"x\":\"é\"}}]}";

        assertThatThrownBy(() -> written(json.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(RequestError.class);
        assertThatThrownBy(() -> written(json.getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(RequestError.class);
    }
}
