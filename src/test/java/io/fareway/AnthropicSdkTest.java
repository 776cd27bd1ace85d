package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.Sleeper;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import io.fareway.testing.Replies;
import io.fareway.testing.ShapedReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anthropic's SDK for Java finds what it finds at Anthropic, whichever provider answers. */
class AnthropicSdkTest extends GatewayTest {

    private static final String GREETING = "Grüß Gott! How can I %s you today? 🙂";

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private AnthropicClient sdk = client("http://localhost");

    @BeforeEach
    void openSdk() {
        sdk.close();
        sdk = client("http://localhost:" + port());
    }

    @AfterEach
    void closeSdk() {
        sdk.close();
    }

    private AnthropicClient client(String url) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(url)
                .apiKey("none")
                .maxRetries(0)
                .sleeper(new NotedPauses())
                .build();
    }

    private static MessageCreateParams.Builder params(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hello");
    }

    private static Tool weather() {
        return Tool.builder()
                .name("get_weather")
                .inputSchema(Tool.InputSchema.builder()
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build();
    }

    private Message streamed(MessageCreateParams params) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = sdk.messages().createStreaming(params)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static String textOf(Message message) {
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static void play(String reply) {
        ONE.always(ShapedReply.of(reply));
        TWO.always(ShapedReply.of(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "one/claude, anthropic-text, help, 12",
        "one/small, openai-text, assist, 11",
        "two/reasoner, responses-text, help, 28",
    })
    void message_isWholePlainAndStreamed(String model, String reply, String verb, long inputTokens) {
        play(reply);

        Message plain = sdk.messages().create(params(model).build());
        Message streamed = streamed(params(model).build());

        for (Message answer : List.of(plain, streamed)) {
            assertThat(textOf(answer)).isEqualTo(GREETING.formatted(verb));
            assertThat(answer.stopReason()).contains(StopReason.END_TURN);
            assertThat(answer.usage().inputTokens()).isEqualTo(inputTokens);
        }
    }

    @ParameterizedTest
    @CsvSource({"one/claude, anthropic-tools", "one/small, openai-tool-calls", "two/reasoner, responses-tools"})
    void parallelCalls_arriveWithTheirArguments(String model, String reply) {
        play(reply);

        Message plain = sdk.messages().create(params(model).addTool(weather()).build());
        Message streamed = streamed(params(model).addTool(weather()).build());

        for (Message answer : List.of(plain, streamed)) {
            assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
            assertThat(answer.content().stream().filter(ContentBlock::isToolUse))
                    .extracting(block ->
                            block.asToolUse().name() + block.asToolUse()._input())
                    .containsExactly("get_weather{city=Boston, unit=celsius}", "get_weather{city=Köln, unit=celsius}");
        }
    }

    @ParameterizedTest
    @CsvSource({"one/claude, anthropic-thinking, 2", "two/reasoner, responses-reasoning, 1"})
    void thoughts_comeBackToTheirVendorInTheNextTurn(String model, String reply, int blocks) {
        play(reply);
        Message first = streamed(params(model).build());

        sdk.messages()
                .create(params(model)
                        .addMessage(first)
                        .addUserMessage("And then?")
                        .build());

        assertThat(first.content().stream().filter(block -> !block.isText())).hasSize(blocks);
        String sent = (model.startsWith("one") ? ONE : TWO).received().getLast().body();
        assertThat(sent).containsAnyOf("EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pk", "gAAAAABoISQ24OyVRYbk");
        assertThat(sent).doesNotContain("fareway:");
    }

    @Test
    void thoughtsOfAnthropic_areKeptFromOtherVendors() {
        ONE.next(ShapedReply.of("anthropic-thinking"), ShapedReply.of("openai-text"));
        Message first = sdk.messages().create(params("one/claude").build());

        sdk.messages()
                .create(params("one/small")
                        .addMessage(first)
                        .addUserMessage("And then?")
                        .build());

        assertThat(ONE.received().getLast().body()).contains("42", "And then?").doesNotContain("EqQB", "EmwK");
    }

    @Test
    void image_reachesAChatModel() {
        ImageBlockParam image = ImageBlockParam.builder()
                .source(Base64ImageSource.builder()
                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                        .data("iVBORw0KGgo=")
                        .build())
                .build();

        sdk.messages()
                .create(MessageCreateParams.builder()
                        .model("one/small")
                        .maxTokens(100)
                        .addUserMessageOfContentBlockParams(List.of(
                                ContentBlockParam.ofImage(image),
                                ContentBlockParam.ofText(TextBlockParam.builder()
                                        .text("What is this?")
                                        .build())))
                        .build());

        assertThat(ONE.received().getFirst().body())
                .contains("{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}", "What is this?");
    }

    @Test
    void tokens_areCounted() {
        var counted = sdk.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model("claude-opus-5")
                        .addUserMessage("Hello there")
                        .build());

        assertThat(counted.inputTokens()).isEqualTo(6);
    }

    @Test
    void wrongField_isABadRequest() {
        BadRequestException error = catchThrowableOfType(BadRequestException.class, () -> sdk.messages()
                .create(params("simple").maxTokens(-1).build()));

        assertThat(error).hasMessageContaining("max_tokens");
        assertThat(error.type().orElseThrow().asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void unknownModel_isNotFound() {
        NotFoundException error = catchThrowableOfType(NotFoundException.class, () -> sdk.messages()
                .create(params("no-such-model").build()));

        assertThat(error.type().orElseThrow().asString()).isEqualTo("not_found_error");
    }

    @Test
    void failingProviders_areAnOverload() {
        ONE.always(Replies.error(500, "broken"));
        TWO.always(Replies.error(503, "overloaded"));

        AnthropicServiceException error = catchThrowableOfType(AnthropicServiceException.class, () -> sdk.messages()
                .create(params("simple").build()));

        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.headers().values("Retry-After")).isNotEmpty();
        assertThat(error.type().orElseThrow().asString()).isEqualTo("overloaded_error");
    }

    @Test
    void retry_waitsAsLongAsTheGatewayAsks() {
        // each deployment is asked twice before the gateway gives up
        ONE.next(Replies.error(503, "overloaded"), Replies.error(503, "overloaded"));
        TWO.next(Replies.error(503, "overloaded"), Replies.error(503, "overloaded"));

        Message answer = sdk.withOptions(options -> options.maxRetries(2))
                .messages()
                .create(params("simple").build());

        assertThat(textOf(answer)).isEqualTo("Hello from the stub");
        assertThat(pauses).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void brokenStream_raises() {
        ONE.always(Replies.streamResetAfter(Replies.words("Once upon ")));
        TWO.always(Replies.error(503, "overloaded"));

        assertThatThrownBy(() -> streamed(params("simple").build())).isInstanceOf(RuntimeException.class);
    }

    /** Notes how long the SDK would wait before it asks again, and does not wait. */
    private final class NotedPauses implements Sleeper {

        @Override
        public void sleep(Duration pause) {
            pauses.add(pause);
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration pause) {
            pauses.add(pause);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
