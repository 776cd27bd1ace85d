package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose gateway is killed or stopped. */
class JobCrashTest extends EngineTests {

    JobCrashTest(@TempDir Path home) {
        super(home);
    }

    @Test
    void crash_isFollowedByTheLinesWithoutResultOnly() throws IOException {
        FakeProviders before = blockingAfter(30);
        BatchFixture crashed = fixture(before);
        crashed.startWith("job.jsonl", BatchFixture.lines(100));
        String job = crashed.unfinished().getFirst().id();
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
        batch.add("job", "job.jsonl", Files.size(batch.inbox.resolve("running/job.jsonl")));
        batch.lines.record("job", List.of(new LineResult(1, Optional.of("c1"), "r", false, "{\"line\":1}")), 1);
        batch.store.counted("job", 1);
        batch.store.output("job", "job.jsonl");
        batch.store.writing("job");

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
        batch.add("job", "job.jsonl", 10);
        batch.store.output("job", "job.jsonl");
        batch.store.delivered("job");

        batch.engine.start();
        awaitDone(batch);

        assertThat(BatchFixture.filesIn(batch.outbox)).isEmpty();
        assertThat(BatchFixture.filesIn(batch.inbox.resolve("done"))).containsExactly("job.jsonl");
    }
}
