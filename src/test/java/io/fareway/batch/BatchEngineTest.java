package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the input of a job to its results. */
class BatchEngineTest extends EngineTests {

    BatchEngineTest(@TempDir Path home) {
        super(home);
    }

    @Test
    void job_getsOneResultLinePerInputLineInOrder() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));

        batch.startWith("job.jsonl", BatchFixture.lines(200));
        awaitDone(batch);

        List<String> results = batch.results("job.jsonl");
        assertThat(customIds(results))
                .containsExactlyElementsOf(
                        customIds(BatchFixture.lines(200).lines().toList()));
        assertThat(results).allSatisfy(line -> {
            assertThat(json(line).at("/response/status_code").asInt()).isEqualTo(200);
            assertThat(json(line).at("/response/body/echo"))
                    .isEqualTo(json(line).path("custom_id"));
            assertThat(json(line).path("error").isNull()).isTrue();
        });
        assertThat(BatchFixture.filesIn(batch.inbox)).isEmpty();
        assertThat(BatchFixture.filesIn(batch.inbox.resolve("running"))).isEmpty();
        assertThat(BatchFixture.filesIn(batch.inbox.resolve("done"))).containsExactly("job.jsonl");
    }

    @Test
    void results_keepTheOrderOfTheInput_whenTheFirstLineIsAnsweredLast() throws IOException {
        CountDownLatch others = new CountDownLatch(9);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            if (line.number() == 1) {
                waitFor(others);
            } else {
                release(others);
            }
            return FakeProviders.answer(line);
        }));

        batch.startWith("job.jsonl", BatchFixture.lines(10));
        awaitDone(batch);

        assertThat(customIds(batch.results("job.jsonl"))).startsWith("c1", "c2").endsWith("c10");
    }

    @Test
    void concurrency_isReachedAndNeverExceeded() throws IOException {
        CountDownLatch full = new CountDownLatch(BatchFixture.CONCURRENCY);
        FakeProviders providers = new FakeProviders(line -> {
            release(full);
            waitFor(full);
            return FakeProviders.answer(line);
        });
        BatchFixture batch = fixture(providers);
        batch.engine.start();

        batch.drop("one.jsonl", BatchFixture.lines(100));
        batch.drop("two.jsonl", BatchFixture.lines(100));
        awaitDone(batch);

        assertThat(providers.mostUnderWay()).isEqualTo(BatchFixture.CONCURRENCY);
    }

    @Test
    void badLines_becomeErrorLinesAndTheRestIsAnswered() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        String content = String.join(
                "\r\n",
                BatchFixture.line("good"),
                "",
                "{\"custom_id\":",
                "   ",
                BatchFixture.line("good"),
                BatchFixture.line("other").replace("completions", "elsewhere"),
                BatchFixture.line("x").replace("custom_id", "id"),
                BatchFixture.line("long").replace("auto", "a".repeat(20_000)),
                BatchFixture.line("last"));

        batch.startWith("job.jsonl", content);
        awaitDone(batch);

        List<String> results = batch.results("job.jsonl");
        assertThat(results.stream().map(line -> json(line).at("/error/code").asText()))
                .containsExactly(
                        "",
                        "invalid_json",
                        "duplicate_custom_id",
                        "invalid_url",
                        "invalid_custom_id",
                        "line_too_long",
                        "");
        assertThat(json(results.get(1)).at("/error/line").asInt()).isEqualTo(3);
        assertThat(json(results.get(2)).at("/error/message").asText())
                .isEqualTo("Line 5 has the custom_id of line 1. Give each line one of its own.");
        assertThat(customIds(results)).containsExactly("good", "null", "good", "other", "null", "null", "last");
    }

    @Test
    void refusedLine_isAResultWithStatusAndBody() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(line -> new LineAnswer(
                400,
                "r1",
                "{\n \"error\": {\"code\":\"bad\"}}\n".getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                false)));

        batch.startWith("job.jsonl", BatchFixture.lines(1));
        awaitDone(batch);

        JsonNode response = json(batch.results("job.jsonl").getFirst()).path("response");
        assertThat(response.toString())
                .isEqualTo("{\"status_code\":400,\"request_id\":\"r1\",\"body\":{\"error\":{\"code\":\"bad\"}}}");
    }

    @Test
    void line_isSentAgainWhileNoProviderCanAnswer() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        BatchFixture batch = fixture(new FakeProviders(
                line -> calls.incrementAndGet() < 3 ? FakeProviders.exhausted() : FakeProviders.answer(line)));

        batch.startWith("job.jsonl", BatchFixture.lines(1));
        awaitDone(batch);

        assertThat(json(batch.results("job.jsonl").getFirst())
                        .at("/response/status_code")
                        .asInt())
                .isEqualTo(200);
        assertThat(calls).hasValue(3);
    }

    @Test
    void line_becomesAnErrorLine_whenNoProviderAnswersInAllRounds() throws IOException {
        FakeProviders providers = new FakeProviders(line -> FakeProviders.exhausted());
        BatchFixture batch = fixture(providers);

        batch.startWith("job.jsonl", BatchFixture.lines(1));
        awaitDone(batch);

        assertThat(json(batch.results("job.jsonl").getFirst())
                        .at("/response/status_code")
                        .asInt())
                .isEqualTo(503);
        assertThat(providers.sent()).hasSize(1 + batch.properties.retryRounds());
    }

    @Test
    void routeThatThrows_givesAnErrorLine() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(line -> {
            throw new IllegalArgumentException("a broken edit");
        }));

        batch.startWith("job.jsonl", BatchFixture.lines(1));
        awaitDone(batch);

        JsonNode result = json(batch.results("job.jsonl").getFirst());
        assertThat(result.at("/response/status_code").asInt()).isEqualTo(500);
        assertThat(result.at("/response/body/error/code").asText()).isEqualTo("internal_error");
    }

    @Test
    void emptyFile_givesAnEmptyResultFile() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));

        batch.startWith("empty.jsonl", "\n\n");
        awaitDone(batch);

        assertThat(batch.outbox.resolve("empty.jsonl")).isEmptyFile();
        assertThat(BatchFixture.filesIn(batch.inbox.resolve("done"))).containsExactly("empty.jsonl");
    }

    @Test
    void secondGateway_leavesTheJobsOfTheFirstAlone() throws IOException {
        BatchFixture first = fixture(new FakeProviders(FakeProviders::answer));
        first.engine.start();
        FakeProviders unused = new FakeProviders(FakeProviders::answer);
        BatchFixture second = fixture(unused);

        second.startWith("job.jsonl", BatchFixture.lines(1));

        assertThat(second.engine.isRunning()).isFalse();
        assertThat(first.inbox.resolve("job.jsonl")).exists();
    }

    @Test
    void batchOfTheApi_goesOnAfterARestart() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        byte[] input = BatchFixture.lines(3).getBytes(StandardCharsets.UTF_8);
        Path file = batch.vault.path("file-1");
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, input);
        JobOptions options = JobOptions.ofApi(Instant.now(batch.clock).plus(Duration.ofHours(24)));
        batch.store.add("batch_1", "file-1", "", options, 0, input.length, 1);

        batch.engine.start();
        awaitDone(batch);

        assertThat(customIds(Files.readAllLines(batch.vault.path(ApiBatch.outputFile("batch_1")))))
                .containsExactly("c1", "c2", "c3");
    }
}
