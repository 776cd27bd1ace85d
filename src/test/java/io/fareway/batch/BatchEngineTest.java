package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchEngineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final HikariDataSource dataSource;
    private final List<BatchFixture> fixtures = new ArrayList<>();

    BatchEngineTest(@TempDir Path home) {
        this.home = home;
        this.dataSource = TestDatabase.sqlite(home);
    }

    @AfterEach
    void stop() {
        fixtures.forEach(fixture -> fixture.engine.stop());
        dataSource.close();
    }

    private BatchFixture fixture(LineSender sender) {
        BatchFixture fixture = new BatchFixture(home, dataSource, sender);
        fixtures.add(fixture);
        return fixture;
    }

    private static void awaitFile(Path file) {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file));
    }

    private static void awaitDone(BatchFixture batch) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch.store.unfinished().isEmpty());
    }

    private static List<String> customIds(List<String> results) {
        return results.stream()
                .map(line -> json(line).path("custom_id").asText())
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(CountDownLatch latch) {
        latch.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted like a line of a stopping gateway", e);
        }
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
    void crash_isFollowedByTheLinesWithoutResultOnly() throws IOException {
        FakeProviders before = blockingAfter(30);
        BatchFixture crashed = fixture(before);
        crashed.startWith("job.jsonl", BatchFixture.lines(100));
        String job = crashed.store.unfinished().getFirst().id();
        await().until(() -> before.sent().size() >= 30 + BatchFixture.CONCURRENCY
                && crashed.store.job(job).linesDone() == 30);
        crashed.claims.leave(); // what the operating system does to a dead process
        List<Long> recorded = crashed.lines.resultsAfter(job, 0, 1000).stream()
                .map(LineStore.StoredResult::line)
                .toList();
        FakeProviders after = new FakeProviders(FakeProviders::answer);

        BatchFixture restarted = fixture(after);
        restarted.engine.start();
        awaitDone(restarted);

        assertThat(after.sent()).hasSize(70).doesNotContainAnyElementsOf(recorded);
        assertThat(customIds(restarted.results("job.jsonl")))
                .containsExactlyElementsOf(
                        customIds(BatchFixture.lines(100).lines().toList()));
        assertThat(restarted.store.job(job).linesDone()).isEqualTo(100);
    }

    /** Answers so many lines and then none any more, as a process that is about to be killed. */
    private static FakeProviders blockingAfter(int answers) {
        AtomicInteger left = new AtomicInteger(answers);
        CountDownLatch never = new CountDownLatch(1);
        Function<BatchLine, LineAnswer> behaviour = line -> {
            if (left.getAndDecrement() <= 0) {
                waitFor(never);
            }
            return FakeProviders.answer(line);
        };
        return new FakeProviders(behaviour);
    }

    @Test
    void stop_leavesLinesUnderWayForTheNextStart() throws IOException {
        FakeProviders before = blockingAfter(10);
        BatchFixture stopped = fixture(before);
        stopped.startWith("job.jsonl", BatchFixture.lines(20));
        await().until(() -> before.sent().size() >= 10 + BatchFixture.CONCURRENCY);
        stopped.engine.stop();

        BatchFixture restarted = fixture(new FakeProviders(FakeProviders::answer));
        restarted.engine.start();
        awaitDone(restarted);

        List<String> results = restarted.results("job.jsonl");
        assertThat(customIds(results))
                .containsExactlyElementsOf(
                        customIds(BatchFixture.lines(20).lines().toList()));
        assertThat(results).allSatisfy(line -> assertThat(
                        json(line).at("/response/status_code").asInt())
                .isEqualTo(200));
    }

    @Test
    void crashBetweenMoveAndRow_isMendedAtStart() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.folders.create();
        Files.writeString(batch.inbox.resolve("running/job.jsonl"), BatchFixture.lines(3));

        batch.engine.start();
        awaitFile(batch.outbox.resolve("job.jsonl"));

        assertThat(batch.results("job.jsonl")).hasSize(3);
    }

    @Test
    void crashAfterTheResultFile_doesNotMakeASecondOne() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.folders.create();
        Files.writeString(batch.inbox.resolve("running/job.jsonl"), BatchFixture.lines(1));
        Files.writeString(batch.outbox.resolve("job.jsonl"), "written before the crash\n");
        batch.store.add("job", "job.jsonl", Files.size(batch.inbox.resolve("running/job.jsonl")), 1);
        batch.lines.record("job", List.of(new LineResult(1, Optional.of("c1"), "r", false, "{\"line\":1}")), 1);
        batch.store.writing("job", "job.jsonl");

        batch.engine.start();
        awaitDone(batch);

        assertThat(BatchFixture.filesIn(batch.outbox)).containsExactly("job.jsonl");
        assertThat(batch.results("job.jsonl")).containsExactly("{\"line\":1}");
    }

    @Test
    void resultsTakenAway_doNotComeBack_whenTheyWereDelivered() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.folders.create();
        Files.writeString(batch.inbox.resolve("running/job.jsonl"), BatchFixture.lines(1));
        batch.store.add("job", "job.jsonl", 10, 1);
        batch.store.writing("job", "job.jsonl");
        batch.store.delivered("job");

        batch.engine.start();
        awaitDone(batch);

        assertThat(BatchFixture.filesIn(batch.outbox)).isEmpty();
        assertThat(BatchFixture.filesIn(batch.inbox.resolve("done"))).containsExactly("job.jsonl");
    }

    @Test
    void sameNameWhileRunning_becomesAJobOfItsOwn() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            waitFor(gate);
            return FakeProviders.answer(line);
        }));
        batch.startWith("job.jsonl", BatchFixture.lines(2));

        batch.drop("job.jsonl", BatchFixture.lines(3));
        release(gate);
        awaitDone(batch);

        List<String> files = BatchFixture.filesIn(batch.outbox);
        assertThat(files).hasSize(2).anyMatch(name -> name.matches("job-\\d{8}T\\d{6}Z\\.jsonl"));
        assertThat(batch.results("job.jsonl")).hasSize(2);
        assertThat(batch.results(files.getFirst())).hasSize(3);
        assertThat(BatchFixture.filesIn(batch.inbox.resolve("done"))).isEqualTo(files);
    }

    @Test
    void existingResultFile_isNotOverwritten() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.engine.start();
        Files.writeString(batch.outbox.resolve("job.jsonl"), "of yesterday");

        batch.drop("job.jsonl", BatchFixture.lines(2));
        awaitDone(batch);

        assertThat(batch.outbox.resolve("job.jsonl")).hasContent("of yesterday");
        assertThat(BatchFixture.filesIn(batch.outbox)).hasSize(2);
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
    void unwritableOutbox_holdsTheResultsUntilItIsMended() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            waitFor(gate);
            return FakeProviders.answer(line);
        }));
        batch.startWith("job.jsonl", BatchFixture.lines(1));
        Files.delete(batch.outbox);
        Files.writeString(batch.outbox, "a file where the folder should be");
        release(gate);
        await().until(() -> batch.store.unfinished().stream().anyMatch(job -> job.state() == Job.State.WRITING));

        Files.delete(batch.outbox);
        awaitDone(batch);

        assertThat(batch.results("job.jsonl")).hasSize(1);
    }

    @Test
    void inputTakenAway_endsOnlyItsOwnJob_whichGoesOnWhenItIsBack() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.store.add("gone", "gone.jsonl", 10, 1);

        batch.startWith("job.jsonl", BatchFixture.lines(2));
        awaitFile(batch.outbox.resolve("job.jsonl"));
        assertThat(batch.store.unfinished()).extracting(Job::id).contains("gone");
        Files.writeString(batch.inbox.resolve("running/gone.jsonl"), BatchFixture.lines(3));
        awaitDone(batch);

        assertThat(batch.results("gone.jsonl")).hasSize(3);
    }

    @Test
    void inputThatGrowsBeforeTheFirstResult_isReadWhole() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        String text = BatchFixture.lines(3);
        batch.folders.create();
        batch.store.add("job", "job.jsonl", text.length() / 2, 1);
        batch.store.counted("job", 1);
        Files.writeString(batch.inbox.resolve("running/job.jsonl"), text);

        batch.engine.start();
        awaitDone(batch);

        assertThat(customIds(batch.results("job.jsonl"))).containsExactly("c1", "c2", "c3");
    }

    @Test
    void inputThatGrowsWhileItsLinesAreSent_isReadAsItWas() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            waitFor(gate);
            return FakeProviders.answer(line);
        }));
        batch.startWith("job.jsonl", BatchFixture.lines(20));
        await().until(() -> batch.store.unfinished().getFirst().linesTotal().isPresent());

        Files.writeString(
                batch.inbox.resolve("running/job.jsonl"), BatchFixture.line("more"), StandardOpenOption.APPEND);
        release(gate);
        awaitDone(batch);

        assertThat(customIds(batch.results("job.jsonl")))
                .containsExactlyElementsOf(
                        customIds(BatchFixture.lines(20).lines().toList()));
    }

    @Test
    void resultsOfAJobWhoseInputWasTakenAwayAtTheEnd_areDelivered() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.store.add("job", "job.jsonl", 10, 1);
        batch.lines.record("job", List.of(new LineResult(1, Optional.of("c1"), "r", false, "{}")), 1);
        batch.store.writing("job", "job.jsonl");

        batch.engine.start();
        awaitDone(batch);

        assertThat(batch.results("job.jsonl")).containsExactly("{}");
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
