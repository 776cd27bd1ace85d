package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pausing, resuming, cancelling and retrying jobs, by an operator, a budget or a deadline. */
class JobControlTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HikariDataSource dataSource;
    private final Path home;
    private final Semaphore answers = new Semaphore(0);
    private final AtomicBoolean fail = new AtomicBoolean();
    private final FakeProviders providers = new FakeProviders(this::answer);
    private final BatchFixture batch;

    JobControlTest(@TempDir Path home) throws IOException {
        this.home = home;
        this.dataSource = TestDatabase.sqlite(home);
        this.batch = new BatchFixture(home, dataSource, providers);
        batch.engine.start();
    }

    @AfterEach
    void stop() {
        answers.release(1_000_000);
        batch.engine.stop();
        dataSource.close();
    }

    /** Each answer takes one permit, so that a test says how many lines are answered. */
    private LineAnswer answer(BatchLine line) {
        answers.acquireUninterruptibly();
        LineAnswer answer = fail.get()
                ? new LineAnswer(400, "request", "{}".getBytes(StandardCharsets.UTF_8), Optional.empty(), false)
                : FakeProviders.answer(line);
        return answer.costing(new LineCost(Optional.of(new BigDecimal("0.5")), Optional.of(new BigDecimal("2"))));
    }

    private Job drop(String name, int lines) throws IOException {
        batch.drop(name, BatchFixture.lines(lines));
        return batch.store.unfinished().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Job register(JobOptions options, int priority, int lines) throws IOException {
        Files.writeString(batch.folders.running("job.jsonl"), BatchFixture.lines(lines));
        return batch.engine.register("job.jsonl", options, priority);
    }

    private void awaitDone(Job job, long lines) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch.store.job(job.id()).linesDone() == lines);
    }

    private void awaitEnd(Job job) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> batch.store.job(job.id()).isDone());
    }

    private void awaitIdle(Job job) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !batch.control.isWorking(job));
    }

    private List<String> errorCodes(String output) throws IOException {
        return batch.results(output).stream()
                .map(line -> json(line).at("/error/code").asText(""))
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    @Test
    void pause_letsLinesUnderWayFinishAndSendsNoOther() throws IOException {
        Job job = drop("job.jsonl", 50);
        answers.release(10);
        awaitDone(job, 10);

        batch.control.pause(job.id());
        answers.release(100);
        awaitIdle(job);

        assertThat(providers.sent()).hasSizeLessThanOrEqualTo(10 + BatchFixture.CONCURRENCY + 1);
        assertThat(batch.store.job(job.id()).linesDone())
                .isEqualTo(providers.sent().size());
        assertThat(JobView.stateOf(batch.store.job(job.id()), false)).isEqualTo("paused");
    }

    @Test
    void resume_sendsTheRestAndNothingTwice() throws IOException {
        Job job = drop("job.jsonl", 50);
        answers.release(10);
        awaitDone(job, 10);
        batch.control.pause(job.id());
        answers.release(100);
        awaitIdle(job);

        batch.control.resume(job.id());
        awaitEnd(job);

        assertThat(batch.results("job.jsonl")).hasSize(50);
        assertThat(providers.sent()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void pause_outlastsARestart() throws IOException {
        Job job = drop("job.jsonl", 5);
        batch.control.pause(job.id());
        answers.release(100);
        awaitIdle(job);
        batch.engine.stop();
        int sent = providers.sent().size();

        BatchFixture restarted = new BatchFixture(home, dataSource, providers);
        restarted.engine.start();
        await().until(() -> !restarted.control.isWorking(job));

        assertThat(providers.sent()).hasSize(sent);
        restarted.engine.stop();
    }

    @Test
    void cancel_keepsAnswersAndGivesEveryOtherLineAnError() throws IOException {
        Job job = drop("job.jsonl", 50);
        answers.release(10);
        awaitDone(job, 10);

        batch.control.cancel(job.id());
        answers.release(100);
        awaitEnd(job);

        List<String> codes = errorCodes("job.jsonl");
        assertThat(codes).hasSize(50);
        assertThat(codes.stream().filter("batch_cancelled"::equals).count())
                .isEqualTo(50 - providers.sent().size());
        assertThat(JobView.stateOf(batch.store.job(job.id()), false)).isEqualTo("cancelled");
    }

    @Test
    void cancel_endsAPausedJob() throws IOException {
        Job job = drop("job.jsonl", 5);
        batch.control.pause(job.id());
        answers.release(100);
        awaitIdle(job);

        batch.control.cancel(job.id());
        awaitEnd(job);

        assertThat(batch.results("job.jsonl")).hasSize(5);
    }

    @Test
    void lineThatWaitsForAProvider_doesNotHoldUpAPause() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        BatchFixture patient = new BatchFixture(home.resolve("other"), dataSource, new FakeProviders(line -> {
            asked.countDown();
            return new LineAnswer(503, "r", new byte[0], Optional.of(Duration.ofHours(1)), true);
        }));
        patient.engine.start();
        patient.drop("waits.jsonl", BatchFixture.lines(1));
        Job job = patient.store.latest(10).stream()
                .filter(any -> any.name().equals("waits.jsonl"))
                .findFirst()
                .orElseThrow();
        await().until(() -> asked.getCount() == 0);

        patient.control.pause(job.id());
        await().until(() -> !patient.control.isWorking(job));

        assertThat(patient.store.job(job.id()).linesDone()).isZero();
        patient.engine.stop();
    }

    @Test
    void retry_sendsFailedLinesOfAPausedJobAgain() throws IOException {
        fail.set(true);
        Job job = drop("job.jsonl", 20);
        answers.release(10);
        awaitDone(job, 10);
        batch.control.pause(job.id());
        answers.release(100);
        awaitIdle(job);
        fail.set(false);

        batch.control.retryFailed(job.id());
        batch.control.resume(job.id());
        awaitEnd(job);

        assertThat(batch.store.job(job.id()).linesFailed()).isZero();
        assertThat(batch.results("job.jsonl")).hasSize(20).allMatch(line -> line.contains("\"status_code\":200"));
    }

    @Test
    void retry_ofADoneJobIsAJobOfItsFailedLines() throws IOException {
        answers.release(100);
        fail.set(true);
        batch.drop("job.jsonl", BatchFixture.lines(3) + "no json\n");
        Job job = batch.store.latest(1).getFirst();
        awaitEnd(job);
        fail.set(false);

        Job again = batch.control.retryFailed(job.id());
        awaitEnd(again);

        assertThat(batch.store.job(again.id()).linesDone()).isEqualTo(3);
        assertThat(batch.store.job(again.id()).linesFailed()).isZero();
        assertThat(batch.results(batch.store.job(again.id()).output().orElseThrow()))
                .hasSize(3);
    }

    @Test
    void retry_isRefused_whenNoLineFailed() throws IOException {
        answers.release(100);
        Job job = drop("job.jsonl", 3);
        awaitEnd(job);

        assertThatThrownBy(() -> batch.control.retryFailed(job.id()))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("has no line that was sent and failed");
    }

    @Test
    void action_isRefused_whenTheJobIsDone() throws IOException {
        answers.release(100);
        Job job = drop("job.jsonl", 1);
        awaitEnd(job);

        assertThatThrownBy(() -> batch.control.pause(job.id()))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("is completed: it is too late for that");
        assertThatThrownBy(() -> batch.control.cancel("nothing")).hasMessageContaining("There is no job 'nothing'");
    }

    @Test
    void job_pauses_whenItsBudgetIsUsedUp() throws IOException {
        JobOptions cheap = new JobOptions(
                JobOptions.Source.FOLDER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal("5")),
                Optional.empty(),
                Optional.empty());
        answers.release(1000);

        Job job = register(cheap, 0, 200);
        await().until(() -> batch.store.job(job.id()).control() == Job.Control.PAUSE);
        awaitIdle(job);

        Job paused = batch.store.job(job.id());
        assertThat(paused.note()).isEqualTo("its budget of 5 USD is used up");
        assertThat(paused.counts().costUsd()).isGreaterThanOrEqualTo(new BigDecimal("5"));
        assertThat(paused.linesDone()).isLessThan(200);
    }

    @Test
    void apiJob_expiresWithAnErrorForEachLineLeft() throws IOException {
        JobOptions late = new JobOptions(
                JobOptions.Source.API,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        JobLimits limits = new JobLimits(batch.store, batch.clock);
        batch.store.add("late", "late.jsonl", "", late, 0, 1, 1);

        boolean ended = limits.endRun(batch.store.job("late"), Progress.of(batch.store.job("late")));

        assertThat(ended).isTrue();
        assertThat(batch.store.job("late").control()).isEqualTo(Job.Control.EXPIRE);
    }

    @Test
    void urgentJob_beginsBeforeOlderOnes() throws IOException {
        Job first = drop("first.jsonl", 1);
        Job second = drop("second.jsonl", 1);
        Job old = drop("old.jsonl", 1);
        Job urgent = drop("urgent.jsonl", 1);
        batch.control.priority(urgent.id(), 10);
        await().until(() -> providers.sent().size() == 2);

        answers.release(1);
        await().until(() -> batch.control.isWorking(urgent));

        assertThat(batch.control.isWorking(old)).isFalse();
        assertThat(batch.store.job(first.id()).isDone())
                .isNotEqualTo(batch.store.job(second.id()).isDone());
    }

    @Test
    void report_tellsWaysAndReasons() throws IOException {
        answers.release(100);
        batch.drop("job.jsonl", BatchFixture.lines(3) + "no json\n");
        Job job = batch.store.latest(1).getFirst();
        awaitEnd(job);

        JsonNode report = json(batch.store.job(job.id()).report());

        assertThat(report.path("lines").asInt()).isEqualTo(4);
        assertThat(report.at("/ways/0/way").asText()).isEqualTo("live");
        assertThat(report.at("/ways/0/cost_usd").asText()).isEqualTo("1.5");
        assertThat(report.at("/ways/0/saved_usd").asText()).isEqualTo("4.5");
        assertThat(report.at("/ways/1/way").asText()).isEqualTo("none");
        assertThat(report.at("/failures/0/reason").asText()).isEqualTo("invalid_json");
    }

    @Test
    void management_doesWhatTheOperatorAsksAndAnswersInText() throws IOException {
        JobManagement management = new JobManagement(batch.control, new JobPaces());
        Job job = drop("job.jsonl", 5);

        String paused = management.pause(job.id());
        answers.release(100);
        awaitIdle(job);
        String urgent = management.changePriority(job.id(), 7);
        String resumed = management.resume(job.id());
        awaitEnd(job);

        assertThat(paused).contains(job.id(), "paused", "job.jsonl");
        assertThat(urgent).contains(job.id());
        assertThat(batch.store.job(job.id()).priority()).isEqualTo(7);
        assertThat(resumed).doesNotContain("paused");
        assertThat(management.show(job.id())).contains("completed", "priority 7", "5 lines, 0 failed");
        assertThat(management.list()).contains(job.id());
        assertThat(management.cancel(job.id())).contains("too late");
        assertThat(management.retryFailed("none")).contains("There is no job 'none'");
    }
}
