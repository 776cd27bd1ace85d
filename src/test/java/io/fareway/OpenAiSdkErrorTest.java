package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.fareway.admission.Admission;
import io.fareway.testing.EndlessReply;
import io.fareway.testing.Replies;
import io.fareway.testing.TakenPermits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What goes wrong reaches OpenAI's SDK for Java as the exception, the retry and the pause that it has for it. */
class OpenAiSdkErrorTest extends GatewayTest {

    @Autowired
    private Admission admission;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private OpenAIClient sdk = client("http://localhost");

    @BeforeEach
    void openSdk() {
        sdk.close();
        sdk = client(baseUrl());
    }

    @AfterEach
    void closeSdk() {
        sdk.close();
    }

    @Test
    void wrongField_isABadRequestThatNamesIt() {
        BadRequestException error = catchThrowableOfType(
                BadRequestException.class,
                () -> chat(params("simple").maxCompletionTokens(0).build()));

        assertThat(error.param()).contains("max_completion_tokens");
        assertThat(error.type()).contains("invalid_request_error");
        assertThat(ONE.received()).isEmpty();
    }

    @Test
    void providersRefusal_isABadRequestInItsOwnWords() {
        ONE.next(Replies.error(400, "temperature must be at most 2"));

        BadRequestException error = catchThrowableOfType(
                BadRequestException.class, () -> chat(params("simple").build()));

        assertThat(error).hasMessageContaining("temperature must be at most 2");
    }

    @Test
    void unknownModel_isNotFound() {
        NotFoundException error = catchThrowableOfType(
                NotFoundException.class, () -> chat(params("no-such-model").build()));

        assertThat(error.code()).contains("model_not_found");
    }

    @Test
    void unknownModel_isNotFoundForAStreamToo() {
        NotFoundException error =
                catchThrowableOfType(NotFoundException.class, () -> stream(params("no-such-model"), chunk -> {}));

        assertThat(error.code()).contains("model_not_found");
    }

    @Test
    void tooLargeBody_isRefusedWithItsStatus() {
        String text = "x".repeat(21 * 1024 * 1024);

        OpenAIServiceException error = catchThrowableOfType(
                OpenAIServiceException.class,
                () -> chat(params("simple").addUserMessage(text).build()));

        assertThat(error.statusCode()).isEqualTo(413);
        assertThat(error.code()).contains("request_too_large");
    }

    @Test
    void fullGateway_isARateLimit() {
        try (TakenPermits taken = TakenPermits.all(admission)) {
            RateLimitException error = catchThrowableOfType(
                    RateLimitException.class, () -> chat(params("simple").build()));

            assertThat(error.code()).contains("too_many_requests");
            assertThat(error.headers().values("Retry-After")).containsExactly("1");
            assertThat(taken.count()).isPositive();
        }
    }

    @Test
    void failingProviders_areAnInternalServerErrorThatTellsWhatWasTried() {
        ONE.always(Replies.error(500, "broken"));
        TWO.always(Replies.error(503, "overloaded"));

        InternalServerException error = catchThrowableOfType(
                InternalServerException.class, () -> chat(params("simple").build()));

        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.code()).contains("providers_unavailable");
        assertThat(error).hasMessageContaining("one/small").hasMessageContaining("two/small");
    }

    @Test
    void retry_waitsAsLongAsTheGatewayAsks() {
        // the tier allows three calls before the gateway gives up: one, its repeat, and one to the other deployment
        ONE.next(Replies.error(503, "overloaded"), Replies.error(503, "overloaded"));
        TWO.next(Replies.error(503, "overloaded"));

        retrying().chat().completions().create(params("simple").build());

        assertThat(pauses).containsExactly(Duration.ofSeconds(5));
        assertThat(ONE.received()).hasSize(3);
        assertThat(TWO.received()).hasSize(1);
    }

    @Test
    void retry_worksForAStreamThatHasNotBegun() {
        ONE.next(Replies.streamResetAfter(List.of()), Replies.streamResetAfter(List.of()));
        TWO.next(Replies.error(503, "overloaded"), Replies.error(503, "overloaded"));
        StringBuilder text = new StringBuilder();

        stream(retrying(), params("simple"), chunk -> text.append(textOf(chunk)));

        assertThat(text).hasToString("Hello from the stub");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void badRequest_isNotRetried() {
        ONE.always(Replies.error(400, "temperature must be at most 2"));

        assertThatThrownBy(() ->
                        retrying().chat().completions().create(params("simple").build()))
                .isInstanceOf(BadRequestException.class);

        assertThat(ONE.received()).hasSize(1);
        assertThat(TWO.received()).isEmpty();
    }

    @Test
    void brokenStream_raisesAndIsNeverAShortSuccess() {
        ONE.always(Replies.streamResetAfter(Replies.words("Once upon ")));
        TWO.always(Replies.streamResetAfter(Replies.words("Once upon ")));
        StringBuilder text = new StringBuilder();

        OpenAIException error = catchThrowableOfType(
                OpenAIException.class, () -> stream(params("simple"), chunk -> text.append(textOf(chunk))));

        assertThat(text).hasToString("Once upon ");
        assertThat(error).isNotNull();
    }

    @Test
    void cancelledStream_endsTheProvidersConnection() throws Exception {
        EndlessReply endless = new EndlessReply();
        ONE.next(endless);

        try (StreamResponse<ChatCompletionChunk> response =
                sdk.chat().completions().createStreaming(params("simple").build())) {
            assertThat(response.stream().findFirst()).isPresent();
        }

        assertThat(endless.awaitCallersEnd()).isTrue();
        assertThat(TWO.received()).isEmpty();
    }

    private OpenAIClient client(String baseUrl) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey("none")
                .maxRetries(0)
                .sleeper(new NotedPauses())
                .build();
    }

    private OpenAIClient retrying() {
        return sdk.withOptions(options -> options.maxRetries(2));
    }

    private static ChatCompletionCreateParams.Builder params(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
    }

    private ChatCompletion chat(ChatCompletionCreateParams params) {
        return sdk.chat().completions().create(params);
    }

    private void stream(ChatCompletionCreateParams.Builder params, Consumer<ChatCompletionChunk> observer) {
        stream(sdk, params, observer);
    }

    private static void stream(
            OpenAIClient sdk, ChatCompletionCreateParams.Builder params, Consumer<ChatCompletionChunk> observer) {
        try (StreamResponse<ChatCompletionChunk> response =
                sdk.chat().completions().createStreaming(params.build())) {
            response.stream().forEach(observer);
        }
    }

    private static String textOf(ChatCompletionChunk chunk) {
        return chunk.choices().isEmpty()
                ? ""
                : chunk.choices().getFirst().delta().content().orElse("");
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
            // holds nothing
        }
    }
}
