package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose outbox, or whose database, has no space left. */
class FullDiskTest extends EngineTests {

    private static final int LINES = 100;

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setBlockSize(512)
            .setMaxSize(64 * 1024)
            .build());
    private final Path ballast = disk.getPath("/ballast");
    private final CountDownLatch gate = new CountDownLatch(1);

    FullDiskTest(@TempDir Path home) {
        super(home);
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    private FakeProviders answersAtTheGate() {
        return new FakeProviders(line -> {
            waitFor(gate);
            return FakeProviders.answer(line);
        });
    }

    private void fillTheDisk() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("out of disk space");
        }
    }

    private static Job named(BatchFixture batch, String name) {
        return batch.store.latest(10).stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "any"})
    void results_waitForSpaceInTheOutbox_andOtherJobsGoOn(String order) throws IOException {
        BatchFixture batch = new BatchFixture(disk.getPath("/work"), dataSource, answersAtTheGate());
        Files.createDirectories(batch.inbox);
        Files.writeString(batch.inbox.resolve("job.jsonl.job.yaml"), "order: " + order);
        batch.startWith("job.jsonl", BatchFixture.lines(LINES));
        batch.drop("empty.jsonl", "");
        await().until(() -> named(batch, "empty.jsonl").isDone());
        await().until(() -> named(batch, "job.jsonl").linesTotal().isPresent());

        fillTheDisk();
        release(gate);
        await().until(() -> named(batch, "job.jsonl").state() == Job.State.WRITING);
        boolean wasThere = Files.exists(batch.outbox.resolve("job.jsonl"));
        Files.delete(ballast);
        awaitDone(batch);

        assertThat(wasThere).isFalse();
        assertThat(customIds(batch.results("job.jsonl")))
                .containsExactlyInAnyOrderElementsOf(
                        customIds(BatchFixture.lines(LINES).lines().toList()));
        batch.engine.stop();
    }

    @Test
    void results_waitForSpaceInTheDatabase() throws IOException, SQLException {
        AtomicInteger refused = new AtomicInteger();
        FakeProviders providers = answersAtTheGate();
        BatchFixture batch = new BatchFixture(
                home, new CountingStore(dataSource, refused), dataSource, providers, BatchFixture::open);
        batch.startWith("job.jsonl", BatchFixture.lines(LINES));
        await().until(() -> providers.sent().size() == BatchFixture.CONCURRENCY);

        limitTheDatabase("1"); // as large as it is now
        release(gate);
        await().until(() -> refused.get() > 0);
        limitTheDatabase("1000000");
        awaitDone(batch);

        assertThat(customIds(batch.results("job.jsonl")))
                .containsExactlyElementsOf(
                        customIds(BatchFixture.lines(LINES).lines().toList()));
        assertThat(providers.sent()).hasSize(LINES).doesNotHaveDuplicates();
        batch.engine.stop();
    }

    /** The limit holds for a connection, so that all of them have to hear of it. */
    private void limitTheDatabase(String pages) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < dataSource.getMaximumPoolSize(); i++) {
            all.add(dataSource.getConnection());
        }
        for (Connection connection : all) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("pragma max_page_count = " + pages);
            }
        }
    }

    /** Counts results that could not be recorded. */
    private static final class CountingStore extends LineStore {

        private final AtomicInteger refused;

        CountingStore(DataSource dataSource, AtomicInteger refused) {
            super(dataSource);
            this.refused = refused;
        }

        @Override
        List<LineResult> record(String job, List<LineResult> results, long finishedAt) {
            try {
                return super.record(job, results, finishedAt);
            } catch (RuntimeException full) {
                refused.incrementAndGet();
                throw full;
            }
        }
    }
}
