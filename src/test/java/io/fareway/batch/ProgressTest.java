package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(1);

    private Progress progress(long doneBefore, long total) {
        Job job = new Job(
                "id", "job.jsonl", 1, Job.State.RUNNING, Optional.empty(), OptionalLong.of(total), doneBefore, 0);
        return new Progress(job, total, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void due_saysHowFarTheJobIs() {
        Progress progress = progress(0, 40);
        progress.add(10, 1);
        pass(Duration.ofSeconds(5));

        assertThat(progress.due())
                .contains(
                        "Batch job.jsonl [#####...............] 25 % 10/40 lines, 2.0/s, 1 failed, ends in about 15 s");
    }

    @Test
    void due_saysNothingWithinFiveSeconds() {
        Progress progress = progress(0, 40);
        pass(Duration.ofMillis(4999));

        assertThat(progress.due()).isEmpty();
    }

    @Test
    void due_saysNothingTwice() {
        Progress progress = progress(0, 40);
        pass(Duration.ofSeconds(6));
        progress.due();

        assertThat(progress.due()).isEmpty();
    }

    @Test
    void due_countsTheRateOfThisRunOnly() {
        Progress progress = progress(1000, 2000);
        progress.add(10, 0);
        pass(Duration.ofSeconds(10));

        assertThat(progress.due().orElse("")).contains("1010/2000 lines, 1.0/s, 0 failed, ends in about 17 min");
    }

    @Test
    void due_saysThatItWaits_whenNothingIsAnswered() {
        Progress progress = progress(0, 40);
        pass(Duration.ofSeconds(5));

        assertThat(progress.due().orElse("")).endsWith("0/40 lines, 0.0/s, 0 failed, waiting for answers");
    }
}
