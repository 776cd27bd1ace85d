package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.util.unit.DataSize;

/** Results that arrive while their job is told to end. */
class RecorderTest {

    private static final LineResult RESULT = new LineResult(1, Optional.of("c1"), "request", false, "{}");

    private final Path home;
    private final StopSignal ended = new StopSignal();
    private HikariDataSource dataSource;
    private JobStore jobs;
    private Job job;

    RecorderTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void prepare() {
        dataSource = TestDatabase.sqlite(home);
        jobs = new JobStore(dataSource);
        job = jobs.add("job", "job.jsonl", "", JobOptions.NONE, 0, 1, 1);
        ended.set();
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private void record(LineStore store, Duration stopTimeout) throws InterruptedException {
        BatchProperties properties = new BatchProperties(
                home,
                home,
                1,
                1,
                DataSize.ofKilobytes(1),
                0,
                Duration.ZERO,
                Duration.ofDays(1),
                JobOptions.Order.INPUT,
                stopTimeout);
        Clock clock = Clock.systemUTC();
        Pace pace = new Pace(job, System::nanoTime);
        try (Recorder recorder = new Recorder(job, store, pace, new JobLimits(jobs, clock), clock, ended, properties)) {
            recorder.record(RESULT);
        }
    }

    @Test
    void result_isRecordedAfterAFaultThatPasses_alsoWhenTheWorkEnds() throws InterruptedException {
        record(new FailingStore(dataSource, 2), Duration.ofMinutes(1));

        assertThat(jobs.job("job").linesDone()).isEqualTo(1);
    }

    @Test
    void result_isGivenUpWhenTheFaultOutlastsTheStopTimeout() throws InterruptedException {
        record(new FailingStore(dataSource, Integer.MAX_VALUE), Duration.ofMillis(1));

        assertThat(jobs.job("job").linesDone()).isZero();
    }

    /** Fails so many times. */
    private static final class FailingStore extends LineStore {

        private final AtomicInteger failures;

        FailingStore(DataSource dataSource, int failures) {
            super(dataSource);
            this.failures = new AtomicInteger(failures);
        }

        @Override
        List<LineResult> record(String job, List<LineResult> results, long finishedAt) {
            if (failures.getAndDecrement() > 0) {
                throw new TransientDataAccessResourceException("no connection");
            }
            return super.record(job, results, finishedAt);
        }
    }
}
