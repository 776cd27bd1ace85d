package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LineParserTest {

    private static final String REST = "\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}}";

    private static ParsedLine parse(String line) {
        return parse(line, StandardCharsets.UTF_8);
    }

    private static ParsedLine parse(String line, Charset charset) {
        return new LineParser().parse("job", new InputLine.Text(7, line.getBytes(charset)));
    }

    @Test
    void parse_keepsTheVeryBytesOfTheBody() {
        String body =
                "{ \"model\":\"auto\", \"temperature\": 0.70, \"x\":1e400,\"messages\":[{\"a\":\"日本 \\ud83d\\ude00 }\"}] }";

        ParsedLine line = parse("{\"custom_id\":\"é1\",\"body\":" + body
                + " ,\"method\":\"POST\",\"extra\":[{}],\"url\":\"/v1/chat/completions\"}");

        assertThat(line)
                .asInstanceOf(InstanceOfAssertFactories.type(BatchLine.class))
                .satisfies(good -> {
                    assertThat(new String(good.body(), StandardCharsets.UTF_8)).isEqualTo(body);
                    assertThat(good.customId()).isEqualTo("é1");
                    assertThat(good.number()).isEqualTo(7);
                    assertThat(good.job()).isEqualTo("job");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|invalid_json",
                "[]|invalid_json",
                "7|invalid_json",
                "{\"custom_id\":\"a\"} {}|invalid_json",
                "{\"custom_id\":\"a\" \"method\":\"POST\"}|invalid_json",
                "{\"method\":\"POST\"}|invalid_custom_id",
                "{\"custom_id\":7}|invalid_custom_id",
                "{\"custom_id\":\" \"}|invalid_custom_id",
                "{\"custom_id\":\"a\\u0000\"}|invalid_custom_id",
                "{\"custom_id\":\"a\\ud800\"}|invalid_custom_id",
                "{\"custom_id\":\"a\",\"method\":\"GET\"}|invalid_method",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/images/generations\"}|invalid_url",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"}|invalid_body",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":[]}|invalid_body"
            })
    void parse_saysWhatIsWrong(String line, String code) {
        assertThat(parse(line))
                .asInstanceOf(InstanceOfAssertFactories.type(BadLine.class))
                .satisfies(bad -> {
                    assertThat(bad.code()).isEqualTo(code);
                    assertThat(bad.message()).startsWith("Line 7 ").endsWith(".");
                });
    }

    @Test
    void parse_keepsTheIdOfALineThatIsOtherwiseBad() {
        assertThat(parse("{\"custom_id\":\"a\",\"method\":\"GET\"}").readableId())
                .contains("a");
    }

    @Test
    void parse_refusesAnIdThatIsTooLong() {
        assertThat(parse("{\"custom_id\":\"" + "a".repeat(512) + "\"," + REST)).isInstanceOf(BatchLine.class);
        assertThat(parse("{\"custom_id\":\"" + "a".repeat(513) + "\"," + REST)).isInstanceOf(BadLine.class);
    }

    @Test
    void parse_refusesOtherEncodings() {
        String line = "{\"custom_id\":\"é\"," + REST;

        assertThat(parse(line, StandardCharsets.ISO_8859_1))
                .isEqualTo(new BadLine(
                        7, Optional.empty(), "invalid_encoding", "Line 7 is not UTF-8. Save the file as UTF-8."));
        assertThat(parse(line, StandardCharsets.UTF_16LE)).isInstanceOf(BadLine.class);
    }

    @Test
    void parse_tellsTheLimitOfALineThatIsTooLong() {
        ParsedLine line = new LineParser().parse("job", new InputLine.TooLong(3, 100));

        assertThat(line)
                .asInstanceOf(InstanceOfAssertFactories.type(BadLine.class))
                .satisfies(bad -> assertThat(bad.message())
                        .isEqualTo("Line 3 is longer than 100 bytes. Shorten it, or raise fareway.batch.max-line."));
    }

    @ParameterizedTest
    @EnumSource(LineEndpoint.class)
    void parse_takesEveryEndpoint(LineEndpoint endpoint) {
        ParsedLine line =
                parse("{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"" + endpoint.path() + "\",\"body\":{}}");

        assertThat(line)
                .asInstanceOf(InstanceOfAssertFactories.type(BatchLine.class))
                .extracting(BatchLine::endpoint)
                .isEqualTo(endpoint);
    }
}
