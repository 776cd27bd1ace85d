package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fareway.model.RequestError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose results come in any order: their file grows while they run. */
class JobOrderTest extends EngineTests {

    private final Path result = home.resolve("outbox/job.jsonl");
    private final Path partial = home.resolve("outbox/job.jsonl.partial");

    JobOrderTest(@TempDir Path home) {
        super(home);
    }

    private static void drop(BatchFixture batch, int lines) throws IOException {
        batch.engine.start();
        Files.writeString(batch.inbox.resolve("job.jsonl.job.yaml"), "order: any");
        batch.drop("job.jsonl", BatchFixture.lines(lines));
    }

    private List<String> grown() throws IOException {
        return Files.exists(partial) ? Files.readAllLines(partial) : List.of();
    }

    private static String[] ids(int lines) {
        return IntStream.rangeClosed(1, lines).mapToObj(number -> "c" + number).toArray(String[]::new);
    }

    /** A gateway that has recorded so many results and let the file grow, and then dies. */
    private BatchFixture dyingAfter(int answers, int lines) throws IOException {
        BatchFixture dying = fixture(blockingAfter(answers));
        drop(dying, lines);
        await().until(() -> grown().size() == answers);
        dying.claims.leave(); // what the operating system does to a dead process
        return dying;
    }

    @Test
    void results_areInTheFileAsTheyCome_andItsNameIsThereWhenItIsWhole() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            if (line.number() == 1) {
                waitFor(gate);
            }
            return FakeProviders.answer(line);
        }));
        drop(batch, 10);

        await().until(() -> grown().size() == 9);
        List<String> early = customIds(grown());
        boolean namedEarly = Files.exists(result);
        release(gate);
        awaitDone(batch);

        assertThat(early).doesNotContain("c1");
        assertThat(namedEarly).isFalse();
        assertThat(customIds(batch.results("job.jsonl")))
                .startsWith(early.toArray(String[]::new))
                .endsWith("c1");
        assertThat(partial).doesNotExist();
    }

    @Test
    void crash_leavesNoHalfLineAndNoSecondOne() throws IOException {
        dyingAfter(30, 100);
        Files.writeString(partial, "{\"id\":\"half a li", StandardOpenOption.APPEND);

        BatchFixture restarted = fixture(new FakeProviders(FakeProviders::answer));
        restarted.engine.start();
        awaitDone(restarted);

        assertThat(customIds(restarted.results("job.jsonl"))).containsExactlyInAnyOrder(ids(100));
        assertThat(BatchFixture.filesIn(restarted.outbox)).containsExactly("job.jsonl");
    }

    @Test
    void crash_thatLosesWhatWasNotOnDisk_losesNoResult() throws IOException {
        dyingAfter(30, 100);
        Files.write(partial, new byte[3]);

        BatchFixture restarted = fixture(new FakeProviders(FakeProviders::answer));
        restarted.engine.start();
        awaitDone(restarted);

        assertThat(customIds(restarted.results("job.jsonl"))).containsExactlyInAnyOrder(ids(100));
    }

    @Test
    void crashJustAfterTheFileHasItsName_doesNotMakeASecondOne() throws IOException {
        BatchFixture batch = fixture(new FakeProviders(FakeProviders::answer));
        JobOptions any = JobOptions.parse("{\"order\":\"any\"}");
        batch.folders.create();
        Files.writeString(batch.inbox.resolve("running/job.jsonl"), BatchFixture.lines(1));
        batch.store.add("job", "job.jsonl", "", any, 0, 10, 1);
        batch.store.counted("job", 1);
        batch.store.output("job", "job.jsonl");
        batch.lines.record("job", List.of(new LineResult(1, Optional.of("c1"), "r", false, "{\"line\":1}")), 1);
        batch.store.writing("job");
        FolderPlace place = new FolderPlace(batch.folders, batch.store, batch.lines, new GrowthStore(dataSource));
        place.deliver(batch.store.job("job"));

        batch.engine.start();
        awaitDone(batch);

        assertThat(BatchFixture.filesIn(batch.outbox)).containsExactly("job.jsonl");
        assertThat(batch.results("job.jsonl")).containsExactly("{\"line\":1}");
    }

    @Test
    void fileThatHasGotTheNameMeanwhile_isNotOverwritten() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            waitFor(gate);
            return FakeProviders.answer(line);
        }));
        drop(batch, 5);
        await().until(() -> Files.exists(partial));

        Files.writeString(result, "somebody else's");
        Files.delete(partial);
        release(gate);
        awaitDone(batch);

        String other = batch.store.latest(1).getFirst().output().orElseThrow();
        assertThat(result).hasContent("somebody else's");
        assertThat(other).isNotEqualTo("job.jsonl");
        assertThat(customIds(batch.results(other))).containsExactlyInAnyOrder(ids(5));
        assertThat(BatchFixture.filesIn(batch.outbox)).containsExactlyInAnyOrder("job.jsonl", other);
    }

    @Test
    void linesThatAreSentAgain_haveOneResult() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean mended = new AtomicBoolean();
        BatchFixture batch = fixture(new FakeProviders(line -> {
            if (line.number() > 8) {
                waitFor(gate);
                return FakeProviders.answer(line);
            }
            return mended.get()
                    ? FakeProviders.answer(line)
                    : new LineAnswer(400, "r", "{}".getBytes(StandardCharsets.UTF_8), Optional.empty(), false);
        }));
        drop(batch, 20);
        await().until(() -> grown().size() == 8);

        mended.set(true);
        batch.control.retryFailed(batch.store.latest(1).getFirst().id());
        release(gate);
        awaitDone(batch);

        assertThat(customIds(batch.results("job.jsonl"))).containsExactlyInAnyOrder(ids(20));
        assertThat(batch.results("job.jsonl")).allMatch(line -> line.contains("\"status_code\":200"));
    }

    @Test
    void results_canBeReadWhileTheJobRuns_andOnceItIsDone() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        BatchFixture batch = fixture(new FakeProviders(line -> {
            if (line.number() == 1) {
                waitFor(gate);
            }
            return FakeProviders.answer(line);
        }));
        batch.startWith("job.jsonl", BatchFixture.lines(100));
        String job = batch.unfinished().getFirst().id();
        await().until(() -> batch.store.job(job).linesDone() == 99);

        List<String> early = read(batch, job);
        release(gate);
        awaitDone(batch);
        List<String> late = read(batch, job);
        Files.delete(result);

        assertThat(customIds(early)).hasSize(99).startsWith("c2", "c3").endsWith("c100");
        assertThat(customIds(late)).containsExactly(ids(100));
        assertThatThrownBy(() -> read(batch, job))
                .isInstanceOf(RequestError.class)
                .hasMessageContaining("its results are no longer");
    }

    private static List<String> read(BatchFixture batch, String job) throws IOException {
        try (InputStream results = batch.results.of(batch.store.job(job))) {
            return new String(results.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
