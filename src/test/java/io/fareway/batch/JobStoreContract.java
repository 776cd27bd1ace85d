package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fareway.batch.LineStore.StoredResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What every database must do for jobs. */
abstract class JobStoreContract {

    private String job = "";

    abstract DataSource dataSource();

    private JobStore store() {
        return new JobStore(dataSource());
    }

    private LineStore lines() {
        return new LineStore(dataSource());
    }

    private static LineResult result(long line, boolean failed) {
        return new LineResult(line, Optional.of("c" + line), "r" + line, failed, "{\"text\":\"日本 " + line + "\"}");
    }

    private static ParsedLine use(long line, String customId) {
        return new BadLine(line, Optional.of(customId), "", "");
    }

    @BeforeEach
    void addJob() {
        job = UUID.randomUUID().toString();
        store().add(job, job + ".jsonl", "", JobOptions.NONE, 0, 123, 1);
    }

    @Test
    void newJob_isRunningAndNotCounted() {
        Job added = store().job(job);

        assertThat(added.state()).isEqualTo(Job.State.RUNNING);
        assertThat(added.linesTotal()).isEmpty();
        assertThat(added.output()).isEmpty();
        assertThat(added.inputBytes()).isEqualTo(123);
    }

    @Test
    void counted_isKept() {
        store().counted(job, 0);

        assertThat(store().job(job).linesTotal()).hasValue(0);
    }

    @Test
    void record_countsResultsAndFailures() {
        lines().record(job, List.of(result(1, false), result(2, true)), 5);
        lines().record(job, List.of(result(3, false)), 5);

        assertThat(store().job(job).linesDone()).isEqualTo(3);
        assertThat(store().job(job).linesFailed()).isEqualTo(1);
    }

    @Test
    void record_keepsTheFirstResultOfALine() {
        lines().record(job, List.of(result(1, false)), 5);
        lines().record(job, List.of(new LineResult(1, Optional.empty(), "", true, "second")), 5);

        assertThat(lines().resultsAfter(job, 0, 10))
                .containsExactly(new StoredResult(1, 1, false, "{\"text\":\"日本 1\"}"));
        assertThat(store().job(job).linesDone()).isEqualTo(1);
        assertThat(store().job(job).linesFailed()).isZero();
    }

    @Test
    void resultsAfter_comeInTheOrderOfLines() {
        lines().record(job, List.of(result(30, false), result(2, false), result(100, false)), 5);

        assertThat(lines().resultsAfter(job, 2, 1))
                .extracting(StoredResult::line)
                .containsExactly(30L);
    }

    @Test
    void recordedAfter_comesInTheOrderOfRecording() {
        lines().record(job, List.of(result(30, false), result(2, false)), 5);
        lines().record(job, List.of(result(2, true), result(1, false)), 5);

        List<StoredResult> first = lines().recordedAfter(job, 0, 2);

        assertThat(first).extracting(StoredResult::line).containsExactly(30L, 2L);
        assertThat(lines().recordedAfter(job, first.getLast().position(), 10))
                .extracting(StoredResult::line)
                .containsExactly(1L);
    }

    @Test
    void writing_isRefused_whileALineHasNoResult() {
        store().counted(job, 2);
        lines().record(job, List.of(result(1, false)), 5);

        assertThat(store().writing(job)).isFalse();
        assertThat(store().job(job).state()).isEqualTo(Job.State.RUNNING);
    }

    @Test
    void reopenFailed_takesNothingBack_onceTheResultsAreWritten() {
        store().counted(job, 1);
        lines().record(job, List.of(result(1, true)), 5);
        store().writing(job);

        assertThat(lines().reopenFailed(job)).isZero();
        assertThat(lines().resultsAfter(job, 0, 10)).hasSize(1);
    }

    @Test
    void output_isOneJobsOnly() {
        store().add("second", "second.jsonl", "", JobOptions.NONE, 0, 1, 1);
        store().output(job, "results.jsonl");

        assertThatThrownBy(() -> store().output("second", "results.jsonl")).isInstanceOf(DataAccessException.class);
    }

    @Test
    void firstUse_staysWhenIdsAreNotedAgain() {
        List<ParsedLine> uses =
                List.of(use(1, "a"), use(2, "a"), use(3, "b"), new BadLine(4, Optional.empty(), "", ""));
        lines().noteIds(job, uses);
        lines().noteIds(job, uses);

        assertThat(lines().firstUse(job, "a")).hasValue(1);
        assertThat(lines().firstUse(job, "b")).hasValue(3);
        assertThat(lines().firstUse(job, "c")).isEmpty();
    }

    @Test
    void done_forgetsTheLinesAndKeepsTheJob() {
        lines().record(job, List.of(result(1, false)), 5);
        lines().noteIds(job, List.of(use(1, "c1")));
        store().counted(job, 1);
        store().output(job, "job-1.jsonl");
        assertThat(store().writing(job)).isTrue();
        assertThat(store().isOutputTaken("job-1.jsonl")).isTrue();
        store().delivered(job);

        assertThat(store().isNameTaken(job + ".jsonl")).isTrue();

        lines().forgetLines(job);
        store().done(job, 9);

        assertThat(lines().resultsAfter(job, 0, 10)).isEmpty();
        assertThat(lines().firstUse(job, "c1")).isEmpty();
        assertThat(store().job(job).state()).isEqualTo(Job.State.DONE);
        assertThat(store().job(job).output()).contains("job-1.jsonl");
        assertThat(store().unfinished("", "")).extracting(Job::id).doesNotContain(job);
        assertThat(store().isOutputTaken("job-1.jsonl")).isFalse();
    }

    @Test
    void forgetLines_leavesNothingOfThisJobAndAllOfOthers() {
        store().add("other", "other.jsonl", "", JobOptions.NONE, 0, 1, 1);
        lines().record("other", List.of(result(1, false)), 5);
        lines().record(
                        job,
                        LongStream.rangeClosed(1, 1001)
                                .mapToObj(number -> result(number, false))
                                .toList(),
                        5);

        lines().forgetLines(job);

        assertThat(lines().resultsAfter(job, 0, 10)).isEmpty();
        assertThat(lines().resultsAfter("other", 0, 10))
                .extracting(StoredResult::line)
                .containsExactly(1L);
    }

    @Test
    void costs_areSummedFromTheLedger() {
        request("1", 1_500_000L, 10_000_000L);
        request("2", 500_000L, null);
        request("3", null, null);

        assertThat(new JobCosts(dataSource()).of(job))
                .isEqualTo("cost 0.000002 USD, saved 0.0000085 USD of 0.00001 USD (85.0 %),"
                        + " not counted: 1 of unknown cost");
    }

    @Test
    void costs_sayWhenTheyAreSimulated() {
        request("1", 0L, 0L);
        new JdbcTemplate(dataSource())
                .update(
                        "insert into attempt (id, request_id, number, endpoint, asked_model, task, tier, tier_reason,"
                                + " deployment, provider, model, streamed, simulated, job, opened_at, instance)"
                                + " values (?, ?, 1, 'batch', 'auto', '', '', '', 'd', 'p', 'm', 0, 1, ?, 1, 'test')",
                        job + "1.1",
                        job + "1",
                        job);

        assertThat(new JobCosts(dataSource()).of(job)).isEqualTo("cost 0 USD (simulated: nobody is billed)");
    }

    private void request(String number, @Nullable Long cost, @Nullable Long baseline) {
        new JdbcTemplate(dataSource())
                .update(
                        "insert into request (id, received_at, endpoint, asked_model, task, tier, tier_reason, streamed,"
                                + " job, outcome, status, attempts, deployment, cost_pico_usd, baseline_pico_usd,"
                                + " baseline, duration_ms) values (?, 1, 'batch', 'auto', '', '', '', 0, ?, 'answered',"
                                + " 200, 1, 'd', ?, ?, 'b', 1)",
                        job + number,
                        job,
                        cost,
                        baseline);
    }
}
