package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel.OpenAiChatModelBuilder;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import dev.langchain4j.model.output.FinishReason;
import io.fareway.admission.Admission;
import io.fareway.testing.EndlessReply;
import io.fareway.testing.Replies;
import io.fareway.testing.ShapedReply;
import io.fareway.testing.StreamObserver;
import io.fareway.testing.TakenPermits;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** LangChain4j's OpenAI module, which offers HTTP/2 and reads events with a parser of its own, loses nothing. */
class LangChain4jTest extends GatewayTest {

    private static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("Hello")).build();

    @Autowired
    private Admission admission;

    @Test
    void plainChat_arrivesWithUsageAndFinish() {
        ONE.next(ShapedReply.of("openai-text"));

        ChatResponse answer = plain().build().chat(HELLO);

        assertThat(answer.aiMessage().text()).isEqualTo("Grüß Gott! How can I assist you today? 🙂");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(29);
    }

    @Test
    void streamedChat_arrivesPieceByPieceWithUsage() throws Exception {
        ONE.next(ShapedReply.of("openai-text"));
        StreamObserver observer = new StreamObserver();

        streamed().build().chat(HELLO, observer);
        ChatResponse answer = observer.answer();

        assertThat(observer.pieces()).hasSize(6);
        assertThat(answer.aiMessage().text()).isEqualTo("Grüß Gott! How can I assist you today? 🙂");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(29);
    }

    @Test
    void toolCalls_arriveInParallelWithTheirArguments() {
        ONE.next(ShapedReply.of("openai-tool-calls"));

        ChatResponse answer = plain().build().chat(withTool());

        assertThatToolsAreCalled(answer);
        assertThat(ONE.received().getFirst().body()).contains("get_weather");
    }

    @Test
    void streamedToolCalls_arriveInParallelWithTheirArguments() throws Exception {
        ONE.next(ShapedReply.of("openai-tool-calls"));
        StreamObserver observer = new StreamObserver();

        streamed().build().chat(withTool(), observer);

        assertThatToolsAreCalled(observer.answer());
    }

    @Test
    void jsonSchema_passesToTheProvider() {
        ONE.next(ShapedReply.of("openai-json-schema"));
        JsonObjectSchema city = JsonObjectSchema.builder()
                .addStringProperty("city")
                .addIntegerProperty("population")
                .required("city", "population")
                .build();

        ChatResponse answer = plain().strictJsonSchema(true)
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("City")
                                .rootElement(city)
                                .build())
                        .build())
                .build()
                .chat(HELLO);

        assertThat(answer.aiMessage().text()).isEqualTo("{\"city\":\"Köln\",\"population\":1087353}");
        assertThat(ONE.received().getFirst().body()).contains("json_schema", "\"population\"");
    }

    @Test
    void reasoningContent_isTheThinkingOfTheMessage() throws Exception {
        ONE.next(ShapedReply.of("deepseek-reasoning"), ShapedReply.of("deepseek-reasoning"));
        StreamObserver observer = new StreamObserver();

        AiMessage whole = plain().returnThinking(true).build().chat(HELLO).aiMessage();
        streamed().returnThinking(true).build().chat(HELLO, observer);

        assertThat(whole.thinking()).isEqualTo("Compare the tenths: 9 > 1.");
        assertThat(observer.answer().aiMessage().thinking()).isEqualTo("Compare the tenths: 9 > 1.");
        assertThat(observer.answer().aiMessage().text()).isEqualTo("9.9 is greater.");
    }

    @Test
    void logprobs_pass() {
        ONE.next(ShapedReply.of("openai-logprobs"));

        ChatResponse answer = plain().logprobs(true).topLogprobs(2).build().chat(HELLO);

        assertThat(answer.metadata()).isInstanceOfSatisfying(OpenAiChatResponseMetadata.class, metadata -> {
            assertThat(metadata.logProbs()).hasSize(2);
            assertThat(metadata.systemFingerprint()).isEqualTo("fp_fc9f1d7035");
        });
    }

    @Test
    void errors_areTheExceptionsOfTheirStatus() {
        ONE.next(Replies.error(400, "temperature must be at most 2"));

        assertThatThrownBy(() -> plain().build().chat(HELLO))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("temperature must be at most 2");
        assertThatThrownBy(() -> plain().modelName("no-such-model").build().chat(HELLO))
                .isInstanceOf(ModelNotFoundException.class);
        try (TakenPermits taken = TakenPermits.all(admission)) {
            assertThatThrownBy(() -> plain().build().chat(HELLO)).isInstanceOf(RateLimitException.class);
            assertThat(taken.count()).isPositive();
        }
    }

    @Test
    void failingProviders_areRetriedAndThenAnInternalServerError() {
        ONE.always(Replies.error(500, "broken"));
        TWO.always(Replies.error(503, "overloaded"));

        assertThatThrownBy(() -> plain().maxRetries(1).build().chat(HELLO)).isInstanceOf(InternalServerException.class);

        // two calls of the SDK, each of which asks the first deployment twice and then the other
        assertThat(ONE.received()).hasSize(4);
        assertThat(TWO.received()).hasSize(2);
    }

    @Test
    void brokenStream_isAnErrorAndNeverAnAnswer() {
        ONE.always(Replies.streamResetAfter(Replies.words("Once upon ")));
        TWO.always(Replies.streamResetAfter(Replies.words("Once upon ")));
        StreamObserver observer = new StreamObserver();

        streamed().build().chat(HELLO, observer);

        assertThatThrownBy(observer::answer).isInstanceOf(ExecutionException.class);
        assertThat(String.join("", observer.pieces())).isEqualTo("Once upon ");
    }

    @Test
    void cancelledStream_endsTheProvidersConnection() throws Exception {
        EndlessReply endless = new EndlessReply();
        ONE.next(endless);
        StreamObserver observer = StreamObserver.cancellingAtFirstPiece();

        streamed().build().chat(HELLO, observer);

        assertThat(endless.awaitCallersEnd()).isTrue();
    }

    @Test
    void models_areListed() {
        OpenAiModelCatalog catalog =
                OpenAiModelCatalog.builder().baseUrl(baseUrl()).apiKey("none").build();

        assertThat(catalog.listModels()).extracting(ModelDescription::name).contains("auto", "simple", "one/small");
    }

    private OpenAiChatModelBuilder plain() {
        return OpenAiChatModel.builder()
                .baseUrl(baseUrl())
                .apiKey("none")
                .modelName("simple")
                .maxRetries(0);
    }

    private OpenAiStreamingChatModelBuilder streamed() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl())
                .apiKey("none")
                .modelName("simple");
    }

    private static ChatRequest withTool() {
        return ChatRequest.builder()
                .messages(UserMessage.from("Weather in Boston and Köln?"))
                .toolSpecifications(ToolSpecification.builder()
                        .name("get_weather")
                        .parameters(JsonObjectSchema.builder()
                                .addStringProperty("city")
                                .build())
                        .build())
                .build();
    }

    private static void assertThatToolsAreCalled(ChatResponse answer) {
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(answer.aiMessage().toolExecutionRequests())
                .extracting(call -> call.id() + " " + call.name() + call.arguments())
                .containsExactly(
                        "call_abc123 get_weather{\"city\":\"Boston\",\"unit\":\"celsius\"}",
                        "call_def456 get_weather{\"city\":\"Köln\",\"unit\":\"celsius\"}");
    }
}
