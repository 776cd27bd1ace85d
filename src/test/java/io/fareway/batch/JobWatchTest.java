package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import io.fareway.batch.sharing.WorkClaims;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs go on whatever goes wrong beside them. */
class JobWatchTest extends EngineTests {

    private final FakeProviders providers = new FakeProviders(FakeProviders::answer);

    JobWatchTest(@TempDir Path home) {
        super(home);
    }

    private static void addJob(BatchFixture batch) throws IOException {
        String lines = BatchFixture.lines(3);
        Files.writeString(batch.folders.running("job.jsonl"), lines);
        batch.add("job", "job.jsonl", lines.length());
    }

    @Test
    void inboxThatCannotBeLookedInto_leavesTheJobsAlone() throws IOException {
        BatchFixture batch = fixture(providers);
        batch.folders.create();
        addJob(batch);

        batch.look(() -> {
            throw new UncheckedIOException(new NoSuchFileException("just moved"));
        });
        awaitDone(batch);

        assertThat(batch.results("job.jsonl")).hasSize(3);
    }

    @Test
    void lookThatFails_isNotTheLast() throws IOException {
        WorkClaims claims = mock(WorkClaims.class, delegatesTo(WorkClaims.ofOne(home.resolve("inbox"))));
        doReturn(false)
                .doThrow(new IllegalStateException("once"))
                .doReturn(false)
                .when(claims)
                .beat();
        BatchFixture batch = new BatchFixture(home, dataSource, providers, FakeWay.live(), claims);
        batch.engine.start();

        addJob(batch); // nobody is told of it: only a later look finds it
        awaitDone(batch);

        assertThat(batch.results("job.jsonl")).hasSize(3);
        batch.engine.stop();
    }

    @Test
    void claimedFileWhoseWishesCannotBeMet_isRefusedAtStart_andTheOthersBegin() throws IOException {
        BatchFixture batch = fixture(providers);
        batch.folders.create();
        Files.writeString(batch.folders.running("bad.jsonl"), BatchFixture.lines(1));
        Files.writeString(batch.folders.running("bad.jsonl.job.yaml"), "tier: no-such-tier");
        Files.writeString(batch.folders.running("good.jsonl"), BatchFixture.lines(3));

        batch.engine.start();
        awaitFile(batch.outbox.resolve("good.jsonl"));

        assertThat(BatchFixture.filesIn(batch.inbox.resolve("refused")))
                .containsExactly("bad.jsonl", "bad.jsonl.job.yaml");
    }
}
