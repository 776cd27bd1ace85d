package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.RequestError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What budgets, deadlines and priorities do to jobs, and what their reports say. */
class JobLimitsTest extends OperatedJobs {

    JobLimitsTest(@TempDir Path home) throws IOException {
        super(home);
    }

    @Test
    void job_pauses_whenItsBudgetIsUsedUp() throws IOException {
        JobOptions cheap = JobOptions.NONE.withBudget(new BigDecimal("5"));
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
        JobOptions late = JobOptions.ofApi(Instant.EPOCH);
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
        assertThat(JobReport.text(report).lines())
                .anyMatch(line -> line.matches("  live calls: +3 lines +0 failed  1.5 USD, saved 4.5 USD"))
                .contains("  failed: 1 with invalid_json");
    }

    @Test
    void job_goesOn_whenItGetsAHigherBudget() throws IOException {
        answers.release(1000);
        Job job = register(JobOptions.NONE.withBudget(new BigDecimal("5")), 0, 200);
        await().until(() -> batch.store.job(job.id()).control() == Job.Control.PAUSE);
        awaitIdle(job);

        batch.control.budget(job.id(), new BigDecimal("500"));
        batch.control.resume(job.id());
        awaitEnd(job);

        assertThat(batch.results("job.jsonl")).hasSize(200);
        assertThat(providers.sent()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void budget_isRefused_whenTheJobIsDone() throws IOException {
        answers.release(100);
        Job job = drop("job.jsonl", 1);
        awaitEnd(job);

        assertThatThrownBy(() -> batch.control.budget(job.id(), BigDecimal.TEN))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("is done");
    }
}
