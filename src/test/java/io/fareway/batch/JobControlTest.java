package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fareway.model.RequestError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pausing, resuming, cancelling and retrying jobs. */
class JobControlTest extends OperatedJobs {

    JobControlTest(@TempDir Path home) throws IOException {
        super(home);
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
        assertThat(management.changeBudget(job.id(), "much")).contains("an amount of USD");
        assertThat(management.changeBudget(job.id(), "7.50")).contains("is done");
        assertThat(batch.store.job(job.id()).priority()).isEqualTo(7);
        assertThat(resumed).doesNotContain("paused");
        assertThat(management.show(job.id())).contains("completed", "priority 7", "5 lines, 0 failed");
        assertThat(management.list()).contains(job.id());
        assertThat(management.cancel(job.id())).contains("too late");
        assertThat(management.retryFailed("none")).contains("There is no job 'none'");
    }
}
