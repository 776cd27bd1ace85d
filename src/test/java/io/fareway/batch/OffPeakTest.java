package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that wait for the hours in which they cost less. */
class OffPeakTest {

    @Test
    void job_sendsWhatCannotBecomeCheaperAndWaitsWithTheRest(@TempDir Path home) throws IOException {
        try (HikariDataSource dataSource = TestDatabase.sqlite(home)) {
            AtomicBoolean cheap = new AtomicBoolean();
            FakeProviders providers = new FakeProviders(FakeProviders::answer);
            BatchFixture batch = new BatchFixture(
                    home, dataSource, providers, FakeWay.puttingOff(line -> line.number() % 2 == 0, cheap::get));

            batch.startWith("job.jsonl", BatchFixture.lines(10));
            await().until(() -> providers.sent().size() == 5);
            cheap.set(true);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> batch.unfinished().isEmpty());

            assertThat(providers.sent().subList(0, 5)).containsExactlyInAnyOrder(1L, 3L, 5L, 7L, 9L);
            assertThat(providers.sent()).hasSize(10);
            assertThat(batch.store.latest(1).getFirst().report())
                    .contains("\"way\":\"off_peak\",\"lines\":5", "\"way\":\"live\",\"lines\":5");
            batch.engine.stop();
        }
    }
}
