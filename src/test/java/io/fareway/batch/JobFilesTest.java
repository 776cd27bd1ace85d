package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change, vanish, clash or cannot be written while their job runs. */
class JobFilesTest extends EngineTests {

    JobFilesTest(@TempDir Path home) {
        super(home);
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
        await().until(() -> batch.unfinished().stream().anyMatch(job -> job.state() == Job.State.WRITING));

        Files.delete(batch.outbox);
        awaitDone(batch);

        assertThat(batch.results("job.jsonl")).hasSize(1);
    }

    @Test
    void inputTakenAway_endsOnlyItsOwnJob_whichGoesOnWhenItIsBack() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        batch.add("gone", "gone.jsonl", 10);

        batch.startWith("job.jsonl", BatchFixture.lines(2));
        awaitFile(batch.outbox.resolve("job.jsonl"));
        assertThat(batch.unfinished()).extracting(Job::id).contains("gone");
        Files.writeString(batch.inbox.resolve("running/gone.jsonl"), BatchFixture.lines(3));
        awaitDone(batch);

        assertThat(batch.results("gone.jsonl")).hasSize(3);
    }

    @Test
    void inputThatGrowsBeforeTheFirstResult_isReadWhole() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        String text = BatchFixture.lines(3);
        batch.folders.create();
        batch.add("job", "job.jsonl", text.length() / 2);
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
        await().until(() -> batch.unfinished().getFirst().linesTotal().isPresent());

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
        batch.add("job", "job.jsonl", 10);
        batch.lines.record("job", List.of(new LineResult(1, Optional.of("c1"), "r", false, "{}")), 1);
        batch.store.counted("job", 1);
        batch.store.output("job", "job.jsonl");
        batch.store.writing("job");

        batch.engine.start();
        awaitDone(batch);

        assertThat(batch.results("job.jsonl")).containsExactly("{}");
    }

    @Test
    void inputThatIsCutWhileItsLinesAreSent_isWaitedFor() throws IOException {
        FakeProviders before = blockingAfter(5);
        BatchFixture stopped = fixture(before);
        stopped.startWith("job.jsonl", BatchFixture.lines(20));
        await().until(() -> before.sent().size() >= 5 + BatchFixture.CONCURRENCY);
        stopped.engine.stop();
        Path running = stopped.inbox.resolve("running/job.jsonl");
        Files.writeString(running, BatchFixture.lines(7));
        FakeProviders after = new FakeProviders(FakeProviders::answer);
        BatchFixture batch = fixture(after);

        batch.startWith("other.jsonl", BatchFixture.lines(2));
        awaitFile(batch.outbox.resolve("other.jsonl"));
        int sentOfTheOther = after.sent().size();
        Files.writeString(running, BatchFixture.lines(20));
        awaitDone(batch);

        assertThat(sentOfTheOther).isEqualTo(2);
        assertThat(customIds(batch.results("job.jsonl")))
                .containsExactlyElementsOf(
                        customIds(BatchFixture.lines(20).lines().toList()));
    }

    @Test
    void lineThatIsChangedWhileItsJobRuns_isToldAsThat() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            waitFor(gate);
            return FakeProviders.answer(line);
        }));
        batch.startWith("job.jsonl", BatchFixture.lines(9_000));
        await().until(() -> batch.unfinished().getFirst().linesTotal().isPresent());

        Files.writeString(
                batch.inbox.resolve("running/job.jsonl"),
                BatchFixture.lines(9_000).replace("c9000", "x9000"));
        release(gate);
        awaitDone(batch);

        assertThat(batch.results("job.jsonl"))
                .hasSize(9_000)
                .last()
                .asString()
                .contains("\"input_changed\"", "\"line\":9000");
    }
}
