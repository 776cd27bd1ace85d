package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.fareway.testing.Replies;
import io.fareway.testing.ShapedReply;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's SDK for Java finds in responses what it finds at OpenAI, whichever provider answers. */
class OpenAiResponsesSdkTest extends GatewayTest {

    private static final String GREETING = "Grüß Gott! How can I %s you today? 🙂";

    private OpenAIClient sdk = OpenAIOkHttpClient.builder().apiKey("none").build();

    /** A tool as the SDK takes it; it derives name and schema from the class. */
    record GetWeather(String city, String unit) {}

    /** A form of answer as the SDK takes it. */
    static final class City {
        public String city = "";
        public long population;
    }

    @BeforeEach
    void openSdk() {
        sdk.close();
        sdk = OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void closeSdk() {
        sdk.close();
    }

    private static ResponseCreateParams.Builder params(String model) {
        return ResponseCreateParams.builder().model(model).input("Hello");
    }

    private Response streamed(ResponseCreateParams params) {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> events = sdk.responses().createStreaming(params)) {
            events.stream().forEach(event -> {
                event.validate();
                accumulator.accumulate(event);
            });
        }
        return accumulator.response();
    }

    private static String textOf(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isMessage)
                .flatMap(item -> item.asMessage().content().stream())
                .map(content -> content.asOutputText().text())
                .collect(Collectors.joining());
    }

    private static void play(String reply) {
        ONE.always(ShapedReply.of(reply));
        TWO.always(ShapedReply.of(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "one/small, openai-text, assist, 19",
        "two/reasoner, responses-text, help, 36",
        "one/claude, anthropic-text, help, 242",
    })
    void response_isWholePlainAndStreamed(String model, String reply, String verb, long inputTokens) {
        play(reply);

        Response plain = sdk.responses().create(params(model).build());
        Response streamed = streamed(params(model).build());

        for (Response answer : List.of(plain, streamed)) {
            answer.validate();
            assertThat(textOf(answer)).isEqualTo(GREETING.formatted(verb));
            assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
            assertThat(answer.usage().orElseThrow().inputTokens()).isEqualTo(inputTokens);
        }
    }

    @ParameterizedTest
    @CsvSource({"one/small, openai-tool-calls", "two/reasoner, responses-tools", "one/claude, anthropic-tools"})
    void parallelCalls_arriveWithTheirArguments(String model, String reply) {
        play(reply);

        Response plain =
                sdk.responses().create(params(model).addTool(GetWeather.class).build());
        Response streamed = streamed(params(model).addTool(GetWeather.class).build());

        for (Response answer : List.of(plain, streamed)) {
            assertThat(answer.output().stream()
                            .filter(ResponseOutputItem::isFunctionCall)
                            .map(ResponseOutputItem::asFunctionCall)
                            .map(OpenAiResponsesSdkTest::argumentsOf))
                    .containsExactly("GetWeather[city=Boston, unit=celsius]", "GetWeather[city=Köln, unit=celsius]");
        }
    }

    private static String argumentsOf(ResponseFunctionToolCall call) {
        return call.arguments(GetWeather.class).toString();
    }

    @ParameterizedTest
    @CsvSource({"two/reasoner, responses-reasoning", "one/claude, anthropic-thinking"})
    void thoughts_arriveAsReasoningItems(String model, String reply) {
        play(reply);

        Response plain = sdk.responses().create(params(model).build());
        Response streamed = streamed(params(model).build());

        for (Response answer : List.of(plain, streamed)) {
            var reasoning = answer.output().getFirst().asReasoning();
            assertThat(reasoning.summary()).hasSize(1);
            assertThat(reasoning.encryptedContent()).isPresent();
            assertThat(textOf(answer)).isEqualTo("42");
        }
    }

    @Test
    void jsonSchema_passesToAChatModelAndTheAnswerIsRead() {
        play("openai-json-schema");

        var answer = sdk.responses().create(params("one/small").text(City.class).build());

        City city = answer.output().getFirst().asMessage().content().getFirst().asOutputText();
        assertThat(city.city).isEqualTo("Köln");
        assertThat(city.population).isEqualTo(1_087_353);
        assertThat(ONE.received().getFirst().body()).contains("\"type\":\"json_schema\"", "\"strict\":true");
    }

    @Test
    void storedState_isABadRequestThatNamesTheField() {
        BadRequestException error = catchThrowableOfType(BadRequestException.class, () -> sdk.responses()
                .create(params("simple").previousResponseId("resp_1").build()));

        assertThat(error.param()).contains("previous_response_id");
    }

    @Test
    void brokenStream_raises() {
        ONE.always(Replies.streamResetAfter(Replies.words("Once upon ")));
        TWO.always(Replies.error(503, "overloaded"));

        assertThatThrownBy(() -> streamed(params("simple").build())).isInstanceOf(RuntimeException.class);
    }
}
