package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchMemoryTest {

    private static final int LINES = 20_000;

    @Test
    void job_holdsNoMoreLinesThanConcurrencyUntilTheyAreRecorded(@TempDir Path home) throws IOException {
        HeldLines held = new HeldLines();
        try (HikariDataSource dataSource = TestDatabase.sqlite(home)) {
            LineStore store = new CountingStore(dataSource, held);
            FakeProviders providers = new FakeProviders(FakeProviders::answer);
            BatchFixture batch = new BatchFixture(
                    home, store, dataSource, providers, (job, file) -> new CountingLines(job, file, held));

            batch.startWith("job.jsonl", BatchFixture.lines(LINES));
            await().atMost(Duration.ofMinutes(2)).until(() -> batch.unfinished().isEmpty());

            assertThat(batch.results("job.jsonl")).hasSize(LINES);
            // one just read, and those under way until their results are recorded
            assertThat(held.most.get()).isBetween(1L, 1L + BatchFixture.CONCURRENCY);
            batch.engine.stop();
        }
    }

    /** Lines of the second pass, from being read until their result is recorded. */
    private static final class HeldLines {

        private final AtomicLong now = new AtomicLong();
        private final AtomicLong most = new AtomicLong();

        void read() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }

        void recorded(int lines) {
            now.addAndGet(-lines);
        }

        void reset() {
            now.set(0);
            most.set(0);
        }
    }

    private static final class CountingLines implements Lines {

        private final Lines lines;
        private final HeldLines held;

        CountingLines(Job job, Path file, HeldLines held) throws IOException {
            this.lines = BatchFixture.open(job, file);
            this.held = held;
            held.reset();
        }

        @Override
        public Optional<InputLine> next() throws IOException {
            Optional<InputLine> line = lines.next();
            line.ifPresent(text -> held.read());
            return line;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static final class CountingStore extends LineStore {

        private final HeldLines held;

        CountingStore(DataSource dataSource, HeldLines held) {
            super(dataSource);
            this.held = held;
        }

        @Override
        void noteIds(String job, List<ParsedLine> uses) {
            assertThat(uses).hasSizeLessThanOrEqualTo(1000);
            super.noteIds(job, uses);
        }

        @Override
        List<LineResult> record(String job, List<LineResult> results, long finishedAt) {
            List<LineResult> recorded = super.record(job, results, finishedAt);
            held.recorded(results.size());
            return recorded;
        }
    }
}
