package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonString;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import io.fareway.testing.ShapedReply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's SDK for Java reads everything from the gateway that it reads from a provider. */
class OpenAiSdkTest extends GatewayTest {

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

    @Test
    void plainChat_isValidInEveryField() {
        ONE.next(ShapedReply.of("openai-text"));

        ChatCompletion answer = sdk.chat().completions().create(params().build());

        answer.validate();
        assertThat(answer.choices().getFirst().message().content())
                .contains("Grüß Gott! How can I assist you today? 🙂");
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage()
                        .orElseThrow()
                        .promptTokensDetails()
                        .orElseThrow()
                        .cachedTokens())
                .contains(8L);
    }

    @Test
    void streamedChat_accumulatesToTheWholeAnswer() {
        ONE.next(ShapedReply.of("openai-text"));

        ChatCompletion answer = accumulated(stream(params()));

        assertThat(answer.choices().getFirst().message().content())
                .contains("Grüß Gott! How can I assist you today? 🙂");
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void streamedChat_givesEachChunkWhatTheSdkReliesOn() {
        ONE.next(ShapedReply.of("openai-text"));

        List<ChatCompletionChunk> chunks = stream(params());

        assertThat(chunks).hasSize(8).allSatisfy(chunk -> {
            chunk.validate();
            assertThat(chunk.id()).isEqualTo("chatcmpl-123");
            assertThat(chunk.choices()).hasSize(1);
            assertThat(chunk.usage()).isEmpty();
        });
    }

    @Test
    void streamedChat_endsWithOneUsageChunkWhenAskedFor() {
        ONE.next(ShapedReply.of("openai-text"));

        List<ChatCompletionChunk> chunks = stream(params().streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build()));

        ChatCompletionChunk last = chunks.getLast();
        last.validate();
        assertThat(last.choices()).isEmpty();
        assertThat(last.usage().orElseThrow().totalTokens()).isEqualTo(29);
        assertThat(chunks.subList(0, chunks.size() - 1))
                .noneMatch(chunk -> chunk.usage().isPresent());
    }

    @Test
    void toolCalls_arriveInParallelWithTheirArguments() {
        ONE.next(ShapedReply.of("openai-tool-calls"));

        ChatCompletion answer = sdk.chat()
                .completions()
                .create(params().addTool(GetWeather.class).build());

        answer.validate();
        assertThatToolsAreCalled(answer);
        assertThat(ONE.received().getFirst().body()).contains("\"tools\":[{", "\"city\"", "\"strict\":true");
    }

    @Test
    void streamedToolCalls_accumulateTheirArguments() {
        ONE.next(ShapedReply.of("openai-tool-calls"));

        List<ChatCompletionChunk> chunks = stream(params().addTool(GetWeather.class));

        assertThat(chunks).hasSize(17);
        assertThatToolsAreCalled(accumulated(chunks));
    }

    @Test
    void jsonSchema_passesToTheProviderAndTheAnswerIsRead() {
        ONE.next(ShapedReply.of("openai-json-schema"));

        var answer = sdk.chat()
                .completions()
                .create(params().responseFormat(City.class).build());

        City city = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(city.city).isEqualTo("Köln");
        assertThat(city.population).isEqualTo(1_087_353);
        assertThat(ONE.received().getFirst().body())
                .contains("\"response_format\":{", "\"type\":\"json_schema\"", "\"population\":{\"type\":\"integer\"}");
    }

    @Test
    void twoChoices_bothArrive() {
        ONE.next(ShapedReply.of("openai-two-choices"), ShapedReply.of("openai-two-choices"));

        ChatCompletion plain = sdk.chat().completions().create(params().n(2).build());
        ChatCompletion streamed = accumulated(stream(params().n(2)));

        assertThat(texts(plain)).containsExactly("heads", "tails");
        assertThat(texts(streamed)).containsExactly("heads", "tails");
        assertThat(ONE.received()).allMatch(request -> request.body().contains("\"n\":2"));
    }

    @Test
    void logprobs_pass() {
        ONE.next(ShapedReply.of("openai-logprobs"), ShapedReply.of("openai-logprobs"));

        ChatCompletion plain = sdk.chat()
                .completions()
                .create(params().logprobs(true).topLogprobs(2).build());
        ChatCompletion streamed = accumulated(stream(params().logprobs(true).topLogprobs(2)));

        for (ChatCompletion answer : List.of(plain, streamed)) {
            var tokens = answer.choices()
                    .getFirst()
                    .logprobs()
                    .orElseThrow()
                    .content()
                    .orElseThrow();
            assertThat(tokens).hasSize(2);
            assertThat(tokens.getFirst().logprob()).isEqualTo(-0.31725305);
            assertThat(tokens.getFirst().topLogprobs().getLast().token()).isEqualTo("No");
        }
    }

    @Test
    void reasoningContent_passesAsAFieldTheSdkDoesNotKnow() {
        ONE.next(ShapedReply.of("deepseek-reasoning"), ShapedReply.of("deepseek-reasoning"));

        ChatCompletion plain = sdk.chat().completions().create(params().build());
        List<ChatCompletionChunk> chunks = stream(params());

        assertThat(plain.choices().getFirst().message()._allProperties())
                .containsEntry("reasoning_content", JsonValue.from("Compare the tenths: 9 > 1."));
        assertThat(chunks.stream().map(OpenAiSdkTest::reasoningOf).collect(Collectors.joining()))
                .isEqualTo("Compare the tenths: 9 > 1.");
        assertThat(texts(accumulated(chunks))).containsExactly("9.9 is greater.");
    }

    @Test
    void unknownFields_reachTheProvider() {
        sdk.chat()
                .completions()
                .create(params().putAdditionalBodyProperty("top_k", JsonValue.from(40))
                        .build());

        assertThat(ONE.received().getFirst().body()).contains("\"top_k\":40");
    }

    @Test
    void models_areListedAndFoundByName() {
        List<Model> models = sdk.models().list().autoPager().stream().toList();

        assertThat(models).extracting(Model::id).contains("auto", "simple", "small", "one/small");
        assertThat(models).allSatisfy(Model::validate);
        assertThat(sdk.models().retrieve("small").ownedBy()).isEqualTo("fareway");
        assertThat(sdk.models().retrieve("one/small").ownedBy()).isEqualTo("one");
    }

    private static ChatCompletionCreateParams.Builder params() {
        return ChatCompletionCreateParams.builder().model("simple").addUserMessage("Hello");
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams.Builder params) {
        try (StreamResponse<ChatCompletionChunk> response =
                sdk.chat().completions().createStreaming(params.build())) {
            return new ArrayList<>(response.stream().toList());
        }
    }

    private static ChatCompletion accumulated(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    private static void assertThatToolsAreCalled(ChatCompletion answer) {
        ChatCompletion.Choice choice = answer.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(choice.message().toolCalls().orElseThrow())
                .extracting(ChatCompletionMessageToolCall::asFunction)
                .extracting(call -> call.id() + " " + call.function().arguments(GetWeather.class))
                .containsExactly(
                        "call_abc123 GetWeather[city=Boston, unit=celsius]",
                        "call_def456 GetWeather[city=Köln, unit=celsius]");
    }

    private static List<String> texts(ChatCompletion answer) {
        return answer.choices().stream()
                .map(choice -> choice.message().content().orElse(""))
                .toList();
    }

    private static String reasoningOf(ChatCompletionChunk chunk) {
        return chunk.choices().stream()
                .map(choice -> choice.delta()._allProperties().get("reasoning_content"))
                .filter(JsonString.class::isInstance)
                .map(JsonValue::toString)
                .collect(Collectors.joining());
    }
}
