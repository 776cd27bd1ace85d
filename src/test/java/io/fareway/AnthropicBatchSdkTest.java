package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.BatchListParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import com.anthropic.models.messages.batches.MessageBatchRequestCounts;
import com.anthropic.models.messages.batches.MessageBatchResult;
import io.fareway.testing.Replies;
import io.fareway.testing.ShapedReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anthropic's SDK for Java, its message batches unchanged, whichever provider answers. */
class AnthropicBatchSdkTest extends GatewayTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private AnthropicClient sdk = client("http://localhost", "none");

    @BeforeEach
    void connect() {
        sdk.close();
        sdk = client("http://localhost:" + port(), "none");
    }

    @AfterEach
    void disconnect() {
        gate.countDown();
        sdk.close();
    }

    private static AnthropicClient client(String url, String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(url)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static BatchCreateParams.Request request(String customId, String model) {
        return BatchCreateParams.Request.builder()
                .customId(customId)
                .params(BatchCreateParams.Request.Params.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessage("Hello")
                        .build())
                .build();
    }

    private MessageBatch create(BatchCreateParams.Request... requests) {
        return sdk.messages()
                .batches()
                .create(BatchCreateParams.builder().requests(List.of(requests)).build());
    }

    private MessageBatch awaitEnd(MessageBatch batch) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> sdk.messages().batches().retrieve(batch.id()), now -> now.processingStatus()
                        .equals(MessageBatch.ProcessingStatus.ENDED));
    }

    private Map<String, MessageBatchResult> results(MessageBatch batch) {
        try (StreamResponse<MessageBatchIndividualResponse> lines =
                sdk.messages().batches().resultsStreaming(batch.id())) {
            return lines.stream()
                    .map(MessageBatchIndividualResponse::validate)
                    .collect(Collectors.toMap(
                            MessageBatchIndividualResponse::customId, MessageBatchIndividualResponse::result));
        }
    }

    @Test
    void batch_isAnsweredByProvidersOfAnyDialect() {
        ONE.always((received, connection) -> ShapedReply.of(
                        received.line().contains("/messages") ? "anthropic-text" : "openai-text")
                .to(received, connection));

        MessageBatch created = create(request("chat", "one/small"), request("claude", "one/claude"));
        MessageBatch ended = awaitEnd(created);

        assertThat(created.requestCounts().processing()).isEqualTo(2);
        assertThat(ended.validate().requestCounts())
                .isEqualTo(MessageBatchRequestCounts.builder()
                        .processing(0)
                        .succeeded(2)
                        .errored(0)
                        .canceled(0)
                        .expired(0)
                        .build());
        assertThat(results(ended).values()).hasSize(2).allSatisfy(result -> assertThat(result.asSucceeded()
                        .message()
                        .content()
                        .getFirst()
                        .asText()
                        .text())
                .startsWith("Grüß Gott!"));
    }

    @Test
    void requestThatFails_isErrored_andTheOthersSucceed() {
        MessageBatch ended = awaitEnd(create(request("good", "simple"), request("bad", "no-such-model")));

        assertThat(ended.requestCounts().succeeded()).isEqualTo(1);
        assertThat(ended.requestCounts().errored()).isEqualTo(1);
        assertThat(results(ended)).extractingByKey("bad").satisfies(result -> assertThat(
                        result.asErrored().error().error().isNotFoundError())
                .isTrue());
    }

    @Test
    void batch_isCancelled() {
        ONE.always((received, connection) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Replies.text("late").to(received, connection);
        });
        MessageBatch batch = create(IntStream.range(0, 100)
                .mapToObj(number -> request("c" + number, "simple"))
                .toArray(BatchCreateParams.Request[]::new));
        await().atMost(Duration.ofSeconds(60)).until(() -> !ONE.received().isEmpty());

        MessageBatch cancelling = sdk.messages().batches().cancel(batch.id());
        gate.countDown();
        MessageBatch ended = awaitEnd(batch);

        assertThat(cancelling.processingStatus()).isEqualTo(MessageBatch.ProcessingStatus.CANCELING);
        assertThat(ended.cancelInitiatedAt()).isPresent();
        assertThat(ended.requestCounts().canceled()).isPositive();
        assertThat(results(ended)).extractingByKey("c99").matches(MessageBatchResult::isCanceled);
    }

    @Test
    void batches_arePagedInBothDirections() {
        MessageBatch first = create(request("a", "simple"));
        MessageBatch second = create(request("a", "simple"));
        MessageBatch third = create(request("a", "simple"));

        List<String> older = sdk
                .messages()
                .batches()
                .list(BatchListParams.builder().afterId(third.id()).limit(1).build())
                .autoPager()
                .stream()
                .map(MessageBatch::id)
                .limit(2)
                .toList();
        List<String> newer = sdk
                .messages()
                .batches()
                .list(BatchListParams.builder().beforeId(first.id()).limit(2).build())
                .data()
                .stream()
                .map(MessageBatch::id)
                .toList();

        assertThat(older).containsExactly(second.id(), first.id());
        assertThat(newer).containsExactly(third.id(), second.id());
    }

    @Test
    void batchThatHasEnded_isDeleted() {
        MessageBatch ended = awaitEnd(create(request("a", "simple")));

        sdk.messages().batches().delete(ended.id());

        assertThatThrownBy(() -> sdk.messages().batches().retrieve(ended.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void batchOfAnotherKey_isNotFound() {
        MessageBatch batch = create(request("a", "simple"));

        AnthropicClient beta = client("http://localhost:" + port(), "beta-key-0123456789");
        List<String> listed = beta.messages().batches().list().data().stream()
                .map(MessageBatch::id)
                .toList();

        assertThat(listed).doesNotContain(batch.id());
        assertThatThrownBy(() -> beta.messages().batches().retrieve(batch.id())).isInstanceOf(NotFoundException.class);
        beta.close();
    }

    @Test
    void customIdUsedTwice_isRefusedByName() {
        assertThatThrownBy(() -> create(request("a", "simple"), request("a", "simple")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("requests.1.custom_id");
    }

    @Test
    void resultsOfABatchUnderWay_areRefused() {
        ONE.always((received, connection) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Replies.text("late").to(received, connection);
        });
        MessageBatch batch = create(request("a", "one/small"));

        assertThatThrownBy(() -> sdk.messages().batches().resultsStreaming(batch.id()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("still being worked on");
    }
}
