package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import io.fareway.testing.Replies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's SDK for Java, its batch calls unchanged, against the gateway. */
class OpenAiBatchSdkTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CountDownLatch gate = new CountDownLatch(1);
    private OpenAIClient sdk = OpenAIOkHttpClient.builder().apiKey("none").build();

    @BeforeEach
    void connect() {
        sdk.close();
        sdk = OpenAIOkHttpClient.builder()
                .baseUrl(baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void disconnect() {
        gate.countDown();
        sdk.close();
    }

    private FileObject upload(String content) {
        return sdk.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file(MultipartField.<InputStream>builder()
                                .value(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                                .filename("requests.jsonl")
                                .build())
                        .build());
    }

    private static String line(String customId) {
        return "{\"custom_id\":\"" + customId + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + "{\"model\":\"simple\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}\n";
    }

    private Batch create(FileObject input) {
        return create(input, BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS);
    }

    private Batch create(FileObject input, BatchCreateParams.Endpoint endpoint) {
        return sdk.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(input.id())
                        .endpoint(endpoint)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());
    }

    private Batch awaitEnd(Batch batch) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> sdk.batches().retrieve(batch.id()), state -> List.of(
                        Batch.Status.COMPLETED, Batch.Status.FAILED, Batch.Status.CANCELLED)
                .contains(state.status()));
    }

    private List<String> content(String file) throws IOException {
        try (HttpResponse response = sdk.files().content(file)) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void batch_isAnsweredInAnOutputAndAnErrorFile() throws IOException {
        FileObject input = upload(line("a") + line("b") + "no json\n");

        Batch batch = awaitEnd(create(input));

        assertThat(batch.status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(batch.requestCounts().orElseThrow().total()).isEqualTo(3);
        assertThat(batch.requestCounts().orElseThrow().failed()).isEqualTo(1);
        assertThat(content(batch.outputFileId().orElseThrow()))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"custom_id\":\"a\"", "\"status_code\":200", "Hello from the stub");
        assertThat(content(batch.errorFileId().orElseThrow()))
                .singleElement()
                .asString()
                .contains("invalid_json");
    }

    @Test
    void batch_isCancelled_andEveryOtherLineIsAnError() throws IOException {
        ONE.always((request, connection) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Replies.text("late").to(request, connection);
        });
        FileObject input = upload(Stream.iterate(1, number -> number + 1)
                .limit(100)
                .map(number -> line("c" + number))
                .collect(Collectors.joining()));
        Batch batch = create(input);
        await().atMost(Duration.ofSeconds(60)).until(() -> !ONE.received().isEmpty());

        Batch cancelling = sdk.batches().cancel(batch.id());
        gate.countDown();
        Batch ended = awaitEnd(batch);

        assertThat(cancelling.status()).isEqualTo(Batch.Status.CANCELLING);
        assertThat(ended.status()).isEqualTo(Batch.Status.CANCELLED);
        assertThat(content(ended.errorFileId().orElseThrow()))
                .last()
                .asString()
                .contains("batch_cancelled", "\"custom_id\":\"c100\"");
    }

    @Test
    void batches_areListedLatestFirst() {
        Batch first = awaitEnd(create(upload(line("a"))));
        Batch second = awaitEnd(create(upload(line("a"))));

        List<String> ids =
                sdk.batches().list().autoPager().stream().map(Batch::id).toList();

        assertThat(ids).containsSubsequence(second.id(), first.id());
    }

    @Test
    void file_isKeptListedAndDeleted() throws IOException {
        FileObject input = upload(line("a"));

        FileObject found = sdk.files().retrieve(input.id());
        List<String> content = content(input.id());
        boolean listed = sdk.files().list().autoPager().stream()
                .anyMatch(file -> file.id().equals(input.id()));
        sdk.files().delete(input.id());

        assertThat(found.filename()).isEqualTo("requests.jsonl");
        assertThat(found.bytes()).isEqualTo(line("a").length());
        assertThat(content).containsExactly(line("a").strip());
        assertThat(listed).isTrue();
        assertThatThrownBy(() -> sdk.files().retrieve(input.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void emptyFile_isAFailedBatchThatSaysWhy() {
        Batch batch = awaitEnd(create(upload("\n")));

        assertThat(batch.status()).isEqualTo(Batch.Status.FAILED);
        assertThat(batch.errors().orElseThrow().data().orElseThrow().getFirst().message())
                .contains("The input file has no lines.");
    }

    @Test
    void unknownFile_isRefused() {
        assertThatThrownBy(() -> sdk.batches()
                        .create(BatchCreateParams.builder()
                                .inputFileId("file-none")
                                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                                .build()))
                .isInstanceOfSatisfying(OpenAIServiceException.class, refusal -> assertThat(refusal.statusCode())
                        .isEqualTo(404))
                .hasMessageContaining("You have no file 'file-none'");
    }

    private static String line(String customId, String url, String body) {
        return "{\"custom_id\":\"" + customId + "\",\"method\":\"POST\",\"url\":\"" + url + "\",\"body\":" + body
                + "}\n";
    }

    @Test
    void batchOfResponses_isAnsweredInTheirForm() throws IOException {
        FileObject input = upload(line("r", "/v1/responses", "{\"model\":\"simple\",\"input\":\"Hi\"}")
                + line("bad", "/v1/responses", "{\"model\":\"simple\"}"));

        Batch batch = awaitEnd(create(input, BatchCreateParams.Endpoint.V1_RESPONSES));

        assertThat(content(batch.outputFileId().orElseThrow()))
                .singleElement()
                .asString()
                .contains("\"object\":\"response\"", "Hello from the stub");
        assertThat(content(batch.errorFileId().orElseThrow()))
                .singleElement()
                .asString()
                .contains("\"status_code\":400", "input");
    }

    @Test
    void batchOfEmbeddings_isAnsweredInTheirForm() throws IOException {
        ONE.always(Replies.json(
                200,
                "",
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5]}],"
                        + "\"model\":\"v\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}"));
        FileObject input = upload(line("e", "/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"Hi\"}"));

        Batch batch = awaitEnd(create(input, BatchCreateParams.Endpoint.V1_EMBEDDINGS));

        assertThat(content(batch.outputFileId().orElseThrow()))
                .singleElement()
                .asString()
                .contains("\"object\":\"embedding\"");
    }

    @Test
    void batchOfCompletions_isAnsweredInTheirForm() throws IOException {
        FileObject input = upload(line("c", "/v1/completions", "{\"model\":\"simple\",\"prompt\":\"Hi\"}"));

        Batch batch = awaitEnd(create(input, BatchCreateParams.Endpoint.V1_COMPLETIONS));

        assertThat(content(batch.outputFileId().orElseThrow()))
                .singleElement()
                .asString()
                .contains("\"object\":\"text_completion\"");
    }

    @Test
    void deadline_movesLinesFromALateProviderBatchToLiveCalls_andTheReportTellsWhatEachWaySaved() throws IOException {
        LATE_BATCHER.stick();
        LATE_BATCHER.answersBeforeEnd(2);
        FileObject input = upload(Stream.iterate(1, number -> number + 1)
                .limit(5)
                .map(number -> line(
                        "c" + number,
                        "/v1/chat/completions",
                        "{\"model\":\"bulk-late\",\"messages\":[{\"role\":\"user\",\"content\":\"p" + number + "\"}]}"))
                .collect(Collectors.joining()));

        // the reserve for live calls is 58 seconds
        Batch batch = awaitEnd(sdk.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(input.id())
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow.of("1m"))
                        .build()));

        JsonNode ways =
                JSON.readTree(client.get("/admin/jobs/" + batch.id()).body()).at("/report/ways");
        assertThat(batch.requestCounts().orElseThrow().completed()).isEqualTo(5);
        assertThat(LATE_BATCHER.created()).isEqualTo(1);
        assertThat(LATE_BATCHER.charged()).containsExactlyInAnyOrder("p1", "p2", "p3", "p4", "p5");
        assertThat(ways).hasSize(2);
        assertThat(ways.get(0).path("way").asText()).isEqualTo("live");
        assertThat(ways.get(0).path("lines").asInt()).isEqualTo(3);
        // of 0.0035 USD each at the baseline, 0.0014 live and 0.0007 in a batch
        assertThat(ways.get(0).path("saved_usd").asText()).isEqualTo("0.0063");
        assertThat(ways.get(1).path("way").asText()).isEqualTo("provider_batch");
        assertThat(ways.get(1).path("lines").asInt()).isEqualTo(2);
        assertThat(ways.get(1).path("saved_usd").asText()).isEqualTo("0.0056");
    }
}
