package io.fareway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.ChatRequest;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Dialect;
import io.fareway.testing.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestReaderTest {

    private static final String VALID =
            "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"x_unknown\":{\"a\":1}}";

    private static final String PATH = "/v1/chat/completions";

    private final ChatRequestReader reader = new ChatRequestReader(new ObjectMapper(), Dialects.translations());

    @Test
    void read_keepsTheBytesAsTheyCame() {
        ChatRequest request = read(VALID);

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(VALID);
        assertThat(request.model()).isEqualTo("auto");
        assertThat(request.stream()).isFalse();
    }

    @Test
    void read_takesTheTaskFromTheHeaderBeforeTheMetadata() {
        String body = VALID.replace("\"x_unknown\"", "\"metadata\":{\"task\":\"coding\"},\"x_unknown\"");

        assertThat(read(body).task()).isEqualTo("coding");
        assertThat(reader.read(body.getBytes(StandardCharsets.UTF_8), Dialect.OPENAI_CHAT, PATH, "summarization")
                        .task())
                .isEqualTo("summarization");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"messages\":[{\"role\":\"user\"}]}                                     | model                 | must be a text",
                "{\"model\":7,\"messages\":[{\"role\":\"user\"}]}                         | model                 | must be a text",
                "{\"model\":\"auto\"}                                                     | messages              | must be an array",
                "{\"model\":\"auto\",\"messages\":\"hi\"}                                 | messages              | not a text",
                "{\"model\":\"auto\",\"messages\":[]}                                     | messages              | is empty",
                "{\"model\":\"auto\",\"messages\":[\"hi\"]}                               | messages[0]           | object with 'role'",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}],\"stream\":\"yes\"}  | stream              | true or false",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}],\"max_tokens\":-1}   | max_tokens          | above 0",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}],\"max_tokens\":\"9\"} | max_tokens         | not a text",
                "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\"}],\"metadata\":[]}     | metadata            | must be an object",
            })
    void read_namesTheFieldAtFault(String body, String param, String words) {
        RequestError error = catchThrowableOfType(RequestError.class, () -> read(body));

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).contains(param);
        assertThat(error).hasMessageContaining(words);
    }

    @Test
    void read_saysWhereBrokenJsonBreaks() {
        assertThatThrownBy(() -> read("{\"model\":\"auto\",\n \"messages\": [}"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void read_refusesEmptyTrailingAndForeignBytes() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> read(VALID + "{}")).hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> read("[1]")).hasMessageContaining("an array");
        assertThatThrownBy(() -> reader.read(VALID.getBytes(StandardCharsets.UTF_16), Dialect.OPENAI_CHAT, PATH, ""))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void read_answersAnyMutilatedInputWithAClearError() {
        Random random = new Random(11);
        byte[] valid = VALID.getBytes(StandardCharsets.UTF_8);

        for (int run = 0; run < 20_000; run++) {
            byte[] mutated = valid.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(mutated, Dialect.OPENAI_CHAT, PATH, "");
            } catch (RequestError error) {
                assertThat(error.status()).isEqualTo(400);
                assertThat(error.getMessage()).isNotBlank();
            }
        }
    }

    private ChatRequest read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8), Dialect.OPENAI_CHAT, PATH, "");
    }
}
